-- What every other table leans on: statuses that move along known edges only, and the outbox.

create extension if not exists pg_trgm;
create extension if not exists intarray;

-- The edges of every status, and the job that a status asks for. src/pipeline.ts shows the same table to
-- readers; a test holds the two together.
create table status_edge (
  entity text not null,
  from_status text not null, -- '' for the first status of a new row
  to_status text not null,
  primary key (entity, from_status, to_status)
);

create table status_job (
  entity text not null,
  status text not null,
  job text not null,
  primary key (entity, status)
);

-- A job that is to be handed to the queue. Rows are written in the transaction that makes them necessary,
-- and deleted when the queue has them.
create table outbox (
  id bigint generated always as identity primary key,
  job text not null,
  payload jsonb not null,
  run_at timestamptz not null default now()
);
create index outbox_due on outbox (run_at, id);

create function outbox_notify() returns trigger language plpgsql as $$
begin
  notify bayon_outbox;
  return null;
end $$;
create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();

-- A refusal that a rule of the database raises: the message is the refusal's code (src/errors.ts).
create function refuse(code text, detail text default '') returns void language plpgsql as $$
begin
  raise exception '%', code using errcode = 'BAYON', detail = detail;
end $$;

-- Before: a status moves along a known edge only, and remembers since when it stands.
create function guard_status() returns trigger language plpgsql as $$
declare
  before_status text := '';
begin
  if tg_op = 'UPDATE' then
    if new.status is not distinct from old.status then return new; end if;
    before_status := old.status;
  end if;
  if not exists (select from status_edge e
                 where e.entity = tg_table_name and e.from_status = before_status and e.to_status = new.status) then
    perform refuse('status-conflict', format('%s: %s -> %s', tg_table_name, before_status, new.status));
  end if;
  new.status_since := clock_timestamp();
  return new;
end $$;

-- After: the job that the new status asks for goes into the outbox, in the same transaction.
create function ask_for_job() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.status is distinct from old.status then
    insert into outbox (job, payload)
    select j.job, jsonb_build_object('id', new.id) from status_job j
    where j.entity = tg_table_name and j.status = new.status;
  end if;
  return null;
end $$;

create function deny() returns trigger language plpgsql as $$
begin
  raise exception '% of % is not allowed: rows of this table never change', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;

-- One field of a canonical form, length first, so that no text can imitate another (as in netstrings).
create function canonical_field(value text) returns text language sql immutable as $$
  select case when value is null then '-,' else octet_length(value) || ':' || value || ',' end
$$;

-- A job that failed, until it succeeds. The sweep waits longer after each failure.
create table job_failure (
  job text not null,
  entity_id uuid not null,
  failures integer not null default 1,
  last_error text not null,
  last_at timestamptz not null default now(),
  primary key (job, entity_id)
);

-- convert_to() is only "stable" to Postgres, though to UTF-8 it never varies: said here, once.
create function text_sha256(value text) returns bytea language sql immutable as $$
  select sha256(convert_to(value, 'UTF8'))
$$;
