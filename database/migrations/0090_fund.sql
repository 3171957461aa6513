-- 代表建议办理专项资金. Money is 万元 to four decimals, numeric throughout; what is approved never exceeds the year's budget, what is
-- paid never exceeds what is approved: the database itself refuses, whatever the code does.

create table fund_budget (
  place text not null references place, year int not null, source text not null check (source in ('city', 'county')),
  wan numeric(14, 4) not null check (wan >= 0), set_by uuid references seat, set_at timestamptz not null,
  primary key (place, year, source)
);

create table fund_project (
  matter uuid primary key references matter, place text not null references place, year int not null,
  area text references place, beneficiaries int not null default 0 check (beneficiaries >= 0),
  asked_city numeric(14, 4) not null check (asked_city >= 0), asked_county numeric(14, 4) not null check (asked_county >= 0),
  approved_city numeric(14, 4) not null default 0 check (approved_city >= 0), approved_county numeric(14, 4) not null default 0 check (approved_county >= 0),
  plan_no text not null default '', finish_on date not null,
  score int check (score between 0 and 100)
);
create index fund_project_year on fund_project (place, year);

create table fund_payment (
  id uuid primary key, matter uuid not null references fund_project, on_day date not null,
  source text not null check (source in ('city', 'county')), wan numeric(14, 4) not null check (wan > 0), voucher text not null, at timestamptz not null,
  unique (matter, voucher)
);

create function fund_within_budget() returns trigger language plpgsql as $$
declare limit_city numeric; limit_county numeric; used_city numeric; used_county numeric;
begin
  -- The budget's row is the lock on which all approvals of the year wait.
  select wan into limit_city from fund_budget where place = new.place and year = new.year and source = 'city' for update;
  select wan into limit_county from fund_budget where place = new.place and year = new.year and source = 'county' for update;
  select coalesce(sum(approved_city), 0), coalesce(sum(approved_county), 0) into used_city, used_county from fund_project where place = new.place and year = new.year;
  if used_city > coalesce(limit_city, 0) or used_county > coalesce(limit_county, 0) then
    raise exception 'fund over budget' using errcode = 'check_violation', constraint = 'fund_within_budget';
  end if;
  return null;
end $$;
create trigger fund_within_budget after insert or update of approved_city, approved_county on fund_project
  for each row when (new.approved_city > 0 or new.approved_county > 0) execute function fund_within_budget();

create function fund_paid_within() returns trigger language plpgsql as $$
declare p fund_project;
begin
  select * into p from fund_project where matter = new.matter for update;
  if (select coalesce(sum(wan), 0) from fund_payment where matter = new.matter and source = new.source)
     > (case new.source when 'city' then p.approved_city else p.approved_county end) then
    raise exception 'fund over approval' using errcode = 'check_violation', constraint = 'fund_paid_within';
  end if;
  return null;
end $$;
create trigger fund_paid_within after insert or update on fund_payment for each row execute function fund_paid_within();

alter table fund_project enable row level security;
create policy fund_project_seen on fund_project using ((select my('system')) = 'on' or exists (select from matter m where m.id = fund_project.matter));
alter table fund_payment enable row level security;
create policy fund_payment_seen on fund_payment using ((select my('system')) = 'on' or exists (select from matter m where m.id = fund_payment.matter));
alter table fund_budget enable row level security;
create policy fund_budget_seen on fund_budget using ((select my('system')) = 'on' or place = any ((select string_to_array(my('places'), ','))::text[]));
