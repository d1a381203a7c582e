-- What whoever runs the installation needs of the database.

-- While one stands, nothing leaves by itself: a copy restored from a backup must not write to people whom the original
-- has written to. An administrator ends it.
create table standstill (
  id uuid primary key default uuidv7(),
  reason text not null check (reason in ('restored')),
  began_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  ended_by uuid references person,
  check ((ended_at is null) = (ended_by is null))
);
create unique index standstill_one on standstill ((true)) where ended_at is null;
create trigger audit_begin after insert on standstill for each row
  execute function audit_row('standstill-began', '', 'reason');
create trigger audit_end after update of ended_at on standstill for each row
  execute function audit_row('standstill-ended', 'ended_by', 'reason');

create function stands_still() returns boolean language sql stable as $$
  select exists (select from standstill where ended_at is null)
$$;

-- Whatever process asks, and whatever its queue remembers.
create function guard_standstill() returns trigger language plpgsql as $$
begin
  if stands_still() then
    perform refuse('standstill');
  end if;
  return new;
end $$;
create trigger guard_standstill before update of status on dispatch for each row
  when (new.status = 'sending' and old.status <> 'sending') execute function guard_standstill();
create trigger guard_standstill before update of status on delivery for each row
  when (new.status = 'sending' and old.status <> 'sending') execute function guard_standstill();
create trigger guard_standstill before update of status on notification for each row
  when (new.status = 'sending' and old.status <> 'sending') execute function guard_standstill();

-- What is not at its end is counted at every look at the metrics.
create index delivery_open on delivery (status) where status in ('pending', 'sending', 'deferred', 'uncertain');

-- The release that a row is about, for the log.
create function release_of(entity text, row_id uuid) returns text language sql stable as $$
  select l.slug from release l where l.id = case entity
    when 'translation' then (select r.release_id from translation t join revision r on r.id = t.revision_id where t.id = row_id)
    when 'edition' then (select r.release_id from edition e join revision r on r.id = e.revision_id where e.id = row_id)
    when 'dispatch' then (select d.release_id from dispatch d where d.id = row_id)
    when 'review' then (select r.release_id from review v join translation t on t.id = v.translation_id
                        join revision r on r.id = t.revision_id where v.id = row_id)
    when 'notification' then (select r.release_id from notification n
                        left join review v on v.id = n.review_id left join comment c on c.id = n.comment_id
                        join translation t on t.id = coalesce(v.translation_id, c.translation_id)
                        join revision r on r.id = t.revision_id where n.id = row_id)
  end
$$;

-- Work of a stage that has waited too long: its administrators are told once, and again only after it has moved on.
create table alert (
  id uuid primary key default uuidv7(),
  stage text not null,
  waiting_since timestamptz not null,
  began_at timestamptz not null default clock_timestamp(),
  told_at timestamptz, -- by mail
  ended_at timestamptz
);
create unique index alert_open on alert (stage) where ended_at is null;
