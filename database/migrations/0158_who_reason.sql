-- Why somebody looked at who had asked: typed by hand, it may name the very person, so it lies beside the log and goes with an erasure.
create table who_reason (
  event uuid primary key, matter uuid not null references matter, reason text not null, at timestamptz not null
);
create index who_reason_matter on who_reason (matter);
alter table who_reason enable row level security;
create policy who_reason_kernel on who_reason using ((select my('system')) = 'on');

-- Numbers whose owner has been erased, until the file that stands in for a gateway has forgotten them too; keyed digests.
create table number_gone (phone_key bytea primary key, at timestamptz not null);
alter table number_gone enable row level security;
create policy number_gone_kernel on number_gone using ((select my('system')) = 'on');
