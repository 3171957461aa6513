-- How much of something was used lately (messages to a number, requests from an address, bytes of an account): counted here for every
-- door, so that neither another door nor a restart begins anew. `who` is a keyed digest.
create table allowance (
  kind text not null, who bytea not null, since timestamptz not null, used bigint not null, last_at timestamptz not null,
  primary key (kind, who)
);
create index allowance_old on allowance (last_at);
alter table allowance enable row level security;
create policy allowance_kernel on allowance using ((select my('system')) = 'on');
