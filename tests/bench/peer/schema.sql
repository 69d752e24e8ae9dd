-- The same plan as tables: one row for what NapGrains keeps as one grain. The rows come from data.mjs.
create schema nap;
set search_path = nap;

create table priority (number int primary key, title text not null);
create table agency (id int primary key, key text not null unique, name text not null);
create table measure (
  id int primary key,
  number text not null unique,
  title text not null,
  status text not null,
  priority_number int not null references priority (number));
create table assignment (
  id int primary key,
  measure_id int not null references measure (id),
  agency_id int not null references agency (id),
  role text not null,
  recommended boolean not null,
  report_state text not null,
  version int not null default 0,
  last_report text,
  unique (measure_id, agency_id));
create table report (
  id bigint generated always as identity primary key,
  assignment_id int not null references assignment (id),
  period text not null,
  narrative text not null,
  created_at timestamptz not null default now());

create index on measure (priority_number);
create index on assignment (agency_id);
create index on report (assignment_id);

create function submit_report(assignment_id int, period text, narrative text) returns assignment
language plpgsql volatile as $$
declare
  changed assignment;
begin
  insert into report (assignment_id, period, narrative) values (submit_report.assignment_id, submit_report.period, submit_report.narrative);
  update assignment set report_state = 'SUBMITTED', version = version + 1, last_report = submit_report.narrative
    where id = submit_report.assignment_id returning * into changed;
  return changed;
end $$;
alter function submit_report(int, text, text) set search_path = nap;
