-- What checks found and what people decided.

create table finding (
  id uuid primary key default uuidv7(),
  translation_id uuid not null,
  segment_id uuid not null,
  check_id text not null,
  severity text not null check (severity in ('error', 'warning')),
  message text not null,
  params jsonb not null,
  place jsonb not null, -- offsets in source and target, and a fix where there is one
  -- The pair of texts that it speaks of: a waiver holds only as long as neither changes.
  fingerprint bytea not null,
  waived_by uuid references person,
  waived_reason text check (length(waived_reason) between 3 and 2000),
  check ((waived_by is null) = (waived_reason is null)),
  unique (translation_id, fingerprint),
  foreign key (translation_id, segment_id) references target
);
create trigger audit_waiver after update of waived_by on finding for each row when (new.waived_by is not null)
  execute function audit_row('finding-waived', 'waived_by', 'translation_id', 'segment_id', 'check_id', 'params', 'waived_reason');

create table review (
  id uuid primary key default uuidv7(),
  translation_id uuid not null references translation,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome text check (outcome in ('approved', 'returned', 'superseded')),
  reason text check (length(reason) <= 5000),
  closed_by uuid references person,
  check ((closed_at is null) = (outcome is null)),
  check (outcome is distinct from 'returned' or length(reason) >= 3)
);
create unique index review_open on review (translation_id) where closed_at is null;
create index review_translation on review (translation_id);
create trigger audit_return after update of outcome on review for each row when (new.outcome = 'returned')
  execute function audit_row('translation-returned', 'closed_by', 'translation_id', 'reason');
create trigger audit_supersede after update of outcome on review for each row when (new.outcome = 'superseded')
  execute function audit_row('review-superseded', 'closed_by', 'translation_id', 'reason');

create table assignment (
  id uuid primary key default uuidv7(),
  translation_id uuid not null references translation,
  person_id uuid not null references person,
  role text not null check (role in ('translator', 'reviewer')),
  created_at timestamptz not null default now(),
  unique (translation_id, person_id, role)
);
create index assignment_person on assignment (person_id);

-- A mail to somebody of the office. Sent by the same rules as a delivery: never twice blindly.
create table notification (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person,
  review_id uuid not null references review,
  kind text not null check (kind in ('to-translate', 'to-review')),
  status text not null,
  status_since timestamptz not null default now(),
  worker bigint,
  response text,
  unique (person_id, review_id, kind)
);
create trigger guard_status before insert or update on notification for each row execute function guard_status();
create trigger ask_for_job after insert or update of status on notification for each row execute function ask_for_job();
create index notification_status on notification (status, status_since);

create table approval (
  id uuid primary key default uuidv7(),
  translation_id uuid not null references translation,
  content_sha256 bytea not null,
  approved_by uuid not null references person,
  approved_at timestamptz not null default now(),
  voided_at timestamptz,
  void_reason text,
  check ((voided_at is null) = (void_reason is null))
);
-- Two approvals at once: one stands.
create unique index approval_standing on approval (translation_id) where voided_at is null;

-- Whether a text that was read belongs to a revision that another has replaced.
create function read_before_revision(t translation, read_sha256 bytea) returns boolean language sql stable as $$
  select t.status = 'superseded' or read_sha256 is distinct from content_sha256(t.id) and exists (
    select from revision r
    join revision earlier on earlier.release_id = r.release_id and earlier.number < r.number
    join translation e on e.revision_id = earlier.id and e.locale = t.locale
    where r.id = t.revision_id and e.checked_sha256 = read_sha256)
$$;

-- Before an approval: everything that has to hold, seen under a lock that edits take too.
create function guard_approval() returns trigger language plpgsql as $$
declare
  t translation;
begin
  select * into t from translation where id = new.translation_id for update;
  if read_before_revision(t, new.content_sha256) then
    perform refuse('revision-superseded');
  end if;
  if t.status <> 'in-review' then
    perform refuse('translation-not-in-review', t.status);
  end if;
  if new.content_sha256 is distinct from content_sha256(t.id) then
    perform refuse('approval-stale');
  end if;
  if exists (select from target g where g.translation_id = t.id and g.edited_by = new.approved_by) then
    perform refuse('four-eyes');
  end if;
  if not exists (select from person_role r
                 where r.person_id = new.approved_by and r.role = 'reviewer' and r.locale = t.locale) then
    perform refuse('not-a-reviewer', t.locale);
  end if;
  if exists (select from segment s left join target g on g.segment_id = s.id and g.translation_id = t.id
             where s.revision_id = t.revision_id and coalesce(g.text, '') = '') then
    perform refuse('segments-open');
  end if;
  if t.checked_sha256 is distinct from new.content_sha256 then
    perform refuse('checks-stale');
  end if;
  if exists (select from finding f where f.translation_id = t.id and f.severity = 'error' and f.waived_by is null) then
    perform refuse('findings-open');
  end if;
  new.approved_at := clock_timestamp();
  new.voided_at := null;
  new.void_reason := null;
  return new;
end $$;
create trigger guard before insert on approval for each row execute function guard_approval();

-- An approval never changes, but for being voided, once.
create function guard_approval_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.voided_at is not null
     or (new.id, new.translation_id, new.content_sha256, new.approved_by, new.approved_at)
        is distinct from (old.id, old.translation_id, old.content_sha256, old.approved_by, old.approved_at) then
    raise exception 'an approval never changes, it can only be voided' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard_change before update or delete on approval for each row execute function guard_approval_change();
create trigger deny_truncate before truncate on approval for each statement execute function deny();

create trigger audit after insert on approval for each row
  execute function audit_row('translation-approved', 'approved_by', 'translation_id', 'content_sha256');
create trigger audit_void after update of voided_at on approval for each row when (new.voided_at is not null)
  execute function audit_row('approval-voided', '', 'translation_id', 'content_sha256', 'void_reason');

create function move_with_approval() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    update translation set status = 'approved' where id = new.translation_id;
    update review set closed_at = new.approved_at, outcome = 'approved', closed_by = new.approved_by
    where translation_id = new.translation_id and closed_at is null;
  else
    -- The text has changed under its approval: it goes back to be looked at again.
    update translation set status = 'drafted' where id = new.translation_id and status = 'approved';
  end if;
  return null;
end $$;
create trigger move_translation after insert or update of voided_at on approval
  for each row execute function move_with_approval();

-- What was approved in an earlier revision: known when a target is made, gone when its text changes.
alter table target add approved_in uuid references approval;

-- Text whose approval has fallen is no longer to be learnt from.
create function forget_voided() returns trigger language plpgsql as $$
begin
  delete from memory_unit where translation_id = new.translation_id;
  return null;
end $$;
create trigger forget_voided after update of voided_at on approval
  for each row when (new.voided_at is not null) execute function forget_voided();

-- One changed letter voids the approval; an unchanged re-save changes nothing at all.
create function guard_target() returns trigger language plpgsql as $$
declare
  translation_status text;
  release_status text;
begin
  if tg_op = 'UPDATE' then
    if (new.translation_id, new.segment_id) is distinct from (old.translation_id, old.segment_id) then
      raise exception 'a target stays with its segment' using errcode = 'restrict_violation';
    end if;
    if new.text = old.text then
      if new.approved_in is distinct from old.approved_in then
        raise exception 'what was approved before is known when a target is made' using errcode = 'restrict_violation';
      end if;
      return null;
    end if;
    new.version := old.version + 1;
    new.edited_at := clock_timestamp();
    new.approved_in := null;
  end if;
  -- The lock that an approval takes: either the edit is seen by it, or it is voided by the edit.
  select t.status, l.status into translation_status, release_status
  from translation t join revision r on r.id = t.revision_id join release l on l.id = r.release_id
  where t.id = coalesce(new.translation_id, old.translation_id) for update of t;
  if translation_status = 'superseded' then
    perform refuse('revision-superseded');
  end if;
  if release_status = 'withdrawn' and new.edited_by is not null then
    perform refuse('release-withdrawn');
  end if;
  update approval set voided_at = clock_timestamp(), void_reason = 'text-changed'
  where translation_id = coalesce(new.translation_id, old.translation_id) and voided_at is null;
  return coalesce(new, old);
end $$;
create trigger guard before insert or update or delete on target for each row execute function guard_target();
create trigger deny_truncate before truncate on target for each statement execute function deny();

-- Whoever says that a pair was approved before, it was: the same two texts, under an approval that stands.
create function guard_approved_before() returns trigger language plpgsql as $$
begin
  if exists (
    select m.approved_in, t.locale, s.text, m.text
    from made m join segment s on s.id = m.segment_id join translation t on t.id = m.translation_id
    where m.approved_in is not null
    except
    select a.id, t.locale, s.text, g.text
    from approval a join translation t on t.id = a.translation_id
    join target g on g.translation_id = t.id join segment s on s.id = g.segment_id
    where a.voided_at is null and a.id in (select approved_in from made)) then
    raise exception 'a pair that was not approved' using errcode = 'restrict_violation';
  end if;
  return null;
end $$;
create trigger guard_approved_before after insert on target referencing new table as made
  for each statement execute function guard_approved_before();

create function audit_edit() returns trigger language plpgsql as $$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (coalesce(new.edited_by, current_actor()), 'target-edited', 'target', new.segment_id::text,
          jsonb_build_object('translation_id', new.translation_id, 'version', new.version, 'before', old.text, 'after', new.text));
  return null;
end $$;
-- A draft that an engine fills in is no decision; a change by a person, or by a hand at the database, is.
create trigger audit_edit after update of text on target for each row
  when (new.edited_by is not null or old.text <> '') execute function audit_edit();
