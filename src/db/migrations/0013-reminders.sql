-- Who is to do what by when, and what they are told of it.

-- Who was named for a language of a release, in all of its revisions, in the place of whom the worker would choose.
create table named_person (
  release_id uuid not null references release,
  locale text not null,
  role text not null check (role in ('translator', 'reviewer')),
  person_id uuid not null references person,
  primary key (release_id, locale, role, person_id)
);

create function guard_named_person() returns trigger language plpgsql as $$
begin
  if not exists (select from person_role r
                 where r.person_id = new.person_id and r.role = new.role and r.locale = new.locale) then
    perform refuse('person-unfit', coalesce((select name from person where id = new.person_id), new.person_id::text));
  end if;
  if new.role = 'reviewer' and exists (
    select from revision r join translation t on t.revision_id = r.id and t.locale = new.locale
    join target g on g.translation_id = t.id and g.edited_by = new.person_id
    where r.release_id = new.release_id and t.status <> 'superseded') then
    perform refuse('person-edited', (select name from person where id = new.person_id));
  end if;
  return new;
end $$;
create trigger guard before insert on named_person for each row execute function guard_named_person();
create trigger audit after insert on named_person for each row
  execute function audit_row('person-named', '', 'release_id', 'locale', 'role', 'person_id');

create function audit_unname() returns trigger language plpgsql as $$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'person-unnamed', tg_table_name, old.person_id::text, to_jsonb(old));
  return null;
end $$;
create trigger audit_unname after delete on named_person for each row execute function audit_unname();

-- A review is settled when nobody needs to hear of it any more: approved, superseded, withdrawn, or handed in again
-- after it was sent back. Until then `remind_at` says when its people are next to be told of it.
alter table review
  add column remind_at timestamptz,
  add column settled_at timestamptz,
  add check (settled_at is null or remind_at is null);
-- Reviews of before: settled where they are closed, but for those whose text is still with its translators.
update review v set settled_at = v.closed_at from translation t
where t.id = v.translation_id and v.closed_at is not null and not (
  t.status = 'returned'
  and not exists (select from review newer where newer.translation_id = t.id and newer.opened_at > v.opened_at));
update review set remind_at = clock_timestamp() where settled_at is null;
create index review_remind on review (remind_at) where remind_at is not null;
create unique index review_unsettled on review (translation_id) where settled_at is null;

create function settle_translation() returns trigger language plpgsql as $$
begin
  update review set settled_at = clock_timestamp(), remind_at = null
  where translation_id = new.id and settled_at is null;
  return null;
end $$;
create trigger settle after update of status on translation
  for each row when (new.status in ('drafted', 'approved', 'superseded')) execute function settle_translation();

create function settle_release() returns trigger language plpgsql as $$
begin
  update review v set settled_at = clock_timestamp(), remind_at = null
  from translation t join revision r on r.id = t.revision_id
  where r.release_id = new.id and v.translation_id = t.id and v.settled_at is null;
  return null;
end $$;
create trigger settle after update of status on release
  for each row when (new.status = 'withdrawn') execute function settle_release();

-- Another deadline is another plan.
create function plan_again() returns trigger language plpgsql as $$
begin
  update review v set remind_at = clock_timestamp()
  from translation t join revision r on r.id = t.revision_id
  where r.release_id = new.id and v.translation_id = t.id and v.settled_at is null;
  return null;
end $$;
create trigger plan_again after update of due_at on release
  for each row when (old.due_at is distinct from new.due_at) execute function plan_again();

-- A row is a notice: one thing that one person is told once. `occasion` tells it from others of its kind: an
-- assignment, a deadline, a day. Several leave in one mail, whose Message-ID is `mail_id`.
alter table notification
  drop constraint notification_person_id_review_id_kind_key,
  drop constraint notification_kind_check,
  add constraint notification_kind_check check (kind in
    ('to-translate', 'to-review', 'returned', 'unassigned', 'waiting', 'due-soon', 'overdue', 'escalated', 'mentioned')),
  add column occasion text not null default '',
  add column mail_id uuid,
  add unique (person_id, review_id, kind, occasion);
create index notification_person on notification (person_id, status, status_since);
create index notification_review on notification (review_id) where status = 'pending';

create function cancel_notices() returns trigger language plpgsql as $$
begin
  update notification set status = 'cancelled' where review_id = new.id and status = 'pending';
  return null;
end $$;
create trigger cancel_notices after update of settled_at on review
  for each row when (new.settled_at is not null) execute function cancel_notices();

-- A notice that is to be tried again: where the matter is settled meanwhile, it is not.
create function guard_notice() returns trigger language plpgsql as $$
begin
  if exists (select from review where id = new.review_id and settled_at is not null) then
    new.status := 'cancelled';
  end if;
  return new;
end $$;
create trigger guard_notice before update of status on notification for each row
  when (new.status = 'pending') execute function guard_notice();

-- The sweep asks of each row that it finds whether its job is asked for already.
create index outbox_job on outbox (job, (payload ->> 'id'));
