-- A cancellation holds at once, whatever the size: the dispatch says so, and nothing of it may leave. That each of its
-- deliveries says so too may take a minute for a million; what is too much for one moment is left to a job.

alter table dispatch add column cancel_at timestamptz; -- while deliveries are still to be called cancelled
create index dispatch_cancel on dispatch (cancel_at) where cancel_at is not null;

-- Cancels so many of a dispatch's deliveries that wait; says how many they were.
create function cancel_deliveries(of_dispatch uuid, most integer) returns integer language plpgsql as $$
declare
  done integer;
begin
  update delivery set status = 'cancelled' where id in (
    select id from delivery where dispatch_id = of_dispatch and status in ('pending', 'deferred')
    limit most for update);
  get diagnostics done = row_count;
  return done;
end $$;

create function cancel_what_waits() returns trigger language plpgsql as $$
declare
  most constant integer := 2000;
begin
  if cancel_deliveries(new.id, most) = most then
    update dispatch set cancel_at = clock_timestamp() where id = new.id;
    insert into outbox (job, payload) values ('cancel-deliveries', jsonb_build_object('id', new.id));
  end if;
  return null;
end $$;
create trigger cancel_what_waits after update of status on dispatch for each row
  when (new.status = 'cancelled' and old.status <> 'cancelled') execute function cancel_what_waits();
