-- Programs elsewhere that are told of each step, by a signed request.

create table webhook (
  id uuid primary key default uuidv7(),
  url text not null check (length(url) <= 2000 and url ~ '^https?://'),
  events text[] not null check (cardinality(events) > 0),
  secret bytea not null, -- encrypted with SECRET; what requests are signed by
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
create trigger audit after insert on webhook for each row execute function audit_row('webhook-made', 'created_by', 'url', 'events');
create trigger audit_remove after update of removed_at on webhook for each row
  when (old.removed_at is null and new.removed_at is not null) execute function audit_row('webhook-removed', '', 'url');

-- One step told to one program: its content is fixed when it happens; tried until it is taken or given up.
create table webhook_delivery (
  id uuid primary key default uuidv7(),
  webhook_id uuid not null references webhook,
  event text not null,
  body jsonb not null, -- ids and names of things, never a text
  status text not null,
  status_since timestamptz not null default now(),
  attempts integer not null default 0,
  response text, -- the status of the last answer, or why there was none
  created_at timestamptz not null default clock_timestamp()
);
create trigger guard_status before insert or update on webhook_delivery for each row execute function guard_status();
create trigger ask_for_job after insert or update of status on webhook_delivery for each row execute function ask_for_job();
create index webhook_delivery_log on webhook_delivery (webhook_id, id);
create index webhook_delivery_status on webhook_delivery (status, status_since);

insert into status_edge (entity, from_status, to_status) values
  ('webhook_delivery', '', 'pending'),
  ('webhook_delivery', 'pending', 'delivered'),
  ('webhook_delivery', 'pending', 'failed'),
  ('webhook_delivery', 'pending', 'cancelled'),
  ('webhook_delivery', 'failed', 'pending');
insert into status_job (entity, status, job) values ('webhook_delivery', 'pending', 'deliver-webhook');

-- In the transaction of the step itself: none is missed, and what is rolled back is not told.
create function tell_webhooks(told text, body jsonb) returns void language sql as $$
  insert into webhook_delivery (webhook_id, event, body, status)
  select w.id, told, body, 'pending' from webhook w
  where w.removed_at is null and told = any(w.events) and not stands_still()
$$;

create function tell_release_step() returns trigger language plpgsql as $$
begin
  perform tell_webhooks(case tg_op when 'INSERT' then 'release.submitted' else 'release.' || new.status end,
    jsonb_build_object('release', new.slug, 'status', new.status));
  return null;
end $$;
create trigger tell_made after insert on release for each row execute function tell_release_step();
create trigger tell_moved after update of status on release for each row
  when (old.status is distinct from new.status) execute function tell_release_step();

create function tell_revision_step() returns trigger language plpgsql as $$
begin
  if new.number > 1 then
    perform tell_webhooks('release.revised', jsonb_build_object('release', l.slug, 'revision', new.number))
    from release l where l.id = new.release_id;
  end if;
  return null;
end $$;
create trigger tell_made after insert on revision for each row execute function tell_revision_step();

-- Of a translation or an edition, whose statuses are the steps.
create function tell_part_step() returns trigger language plpgsql as $$
declare
  what jsonb := to_jsonb(new);
begin
  perform tell_webhooks(tg_table_name || '.' || new.status, jsonb_strip_nulls(jsonb_build_object(
    'release', l.slug, 'revision', r.number, 'locale', what -> 'locale', 'edition', what -> 'name', 'status', new.status)))
  from revision r join release l on l.id = r.release_id where r.id = new.revision_id;
  return null;
end $$;
create trigger tell_moved after update of status on translation for each row
  when (old.status is distinct from new.status) execute function tell_part_step();
create trigger tell_moved after update of status on edition for each row
  when (old.status is distinct from new.status) execute function tell_part_step();

create function tell_dispatch_step() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('dispatch.' || new.status, jsonb_build_object('release', l.slug, 'dispatch', new.id,
    'kind', new.kind, 'status', new.status, 'recipients', new.recipients, 'excluded', new.excluded))
  from release l where l.id = new.release_id;
  return null;
end $$;
create trigger tell_moved after update of status on dispatch for each row
  when (old.status is distinct from new.status) execute function tell_dispatch_step();

create function tell_publication_step() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('edition.published', jsonb_build_object('release', l.slug, 'revision', r.number, 'edition', e.name,
    'public_from', greatest(new.published_at, l.embargo_at)))
  from edition e join revision r on r.id = e.revision_id join release l on l.id = r.release_id where e.id = new.edition_id;
  return null;
end $$;
create trigger tell_made after insert on publication for each row execute function tell_publication_step();

-- What a delivery is about, for the log.
create or replace function release_of(entity text, row_id uuid) returns text language sql stable as $$
  select case entity when 'webhook_delivery' then (select w.body ->> 'release' from webhook_delivery w where w.id = row_id)
  else (select l.slug from release l where l.id = case entity
    when 'translation' then (select r.release_id from translation t join revision r on r.id = t.revision_id where t.id = row_id)
    when 'edition' then (select r.release_id from edition e join revision r on r.id = e.revision_id where e.id = row_id)
    when 'dispatch' then (select d.release_id from dispatch d where d.id = row_id)
    when 'review' then (select r.release_id from review v join translation t on t.id = v.translation_id
                        join revision r on r.id = t.revision_id where v.id = row_id)
    when 'notification' then (select r.release_id from notification n
                        left join review v on v.id = n.review_id left join comment c on c.id = n.comment_id
                        join translation t on t.id = coalesce(v.translation_id, c.translation_id)
                        join revision r on r.id = t.revision_id where n.id = row_id)
  end) end
$$;
