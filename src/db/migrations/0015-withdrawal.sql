-- The end of a release: why, in the languages in which it is told, and what it left to do is not done.

create table withdrawal (
  id uuid primary key default uuidv7(),
  release_id uuid not null unique references release,
  reason jsonb not null check (reason ? 'en'), -- by locale
  withdrawn_by uuid not null references person,
  withdrawn_at timestamptz not null default now()
);
create trigger audit after insert on withdrawal for each row
  execute function audit_row('release-withdrawn', 'withdrawn_by', 'release_id', 'reason');
create trigger deny_change before update or delete on withdrawal for each row execute function deny();
create trigger deny_truncate before truncate on withdrawal for each statement execute function deny();

-- What has not left stays. A message that is on its way arrives.
create function stop_dispatches() returns trigger language plpgsql as $$
begin
  update dispatch set status = 'cancelled', reason = 'release-withdrawn'
  where release_id = new.id and status in ('pending', 'frozen', 'sending', 'paused');
  return null;
end $$;
create trigger stop_dispatches after update of status on release for each row
  when (new.status = 'withdrawn' and old.status <> 'withdrawn') execute function stop_dispatches();
