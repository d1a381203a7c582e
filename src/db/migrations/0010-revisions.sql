-- A new revision of a release takes the place of the earlier one.

-- Revisions of a release come one after another. All that they bear on is locked before anything is written on the
-- record, whose own lock comes last everywhere.
create function guard_revision() returns trigger language plpgsql as $$
declare
  release_status text;
begin
  select status into release_status from release where id = new.release_id for no key update;
  if release_status = 'withdrawn' then
    perform refuse('status-conflict', release_status);
  end if;
  if new.number <> 1 + (select count(*) from revision where release_id = new.release_id) then
    raise exception 'revisions are numbered one by one' using errcode = 'restrict_violation';
  end if;
  perform from translation
  where revision_id in (select id from revision where release_id = new.release_id) order by id for update;
  perform from dispatch where release_id = new.release_id and status = 'pending' order by id for update;
  return new;
end $$;
create trigger guard before insert on revision for each row execute function guard_revision();

-- What the earlier revision left to do is not done: no review, no dispatch. What has gone out of it, or
-- was frozen to go, stands, and so do the approvals under which it went.
create function supersede() returns trigger language plpgsql as $$
begin
  update translation set status = 'superseded'
  where status <> 'superseded'
    and revision_id in (select id from revision where release_id = new.release_id and number < new.number);
  update review v set closed_at = clock_timestamp(), outcome = 'superseded', closed_by = new.created_by,
                      reason = format('revision %s', new.number)
  from translation t join revision r on r.id = t.revision_id
  where t.id = v.translation_id and v.closed_at is null and r.release_id = new.release_id and r.number < new.number;
  update dispatch set status = 'cancelled', reason = 'revision-superseded'
  where release_id = new.release_id and status = 'pending';
  return null;
end $$;
create trigger supersede after insert on revision for each row when (new.number > 1) execute function supersede();

-- Only a release's newest revision is ordered to be sent, and a withdrawn release not at all. A correction comes when
-- it is known who got what it corrects.
create function guard_new_dispatch() returns trigger language plpgsql as $$
declare
  release_status text;
begin
  -- The lock that a new revision and a withdrawal take: either they see this dispatch, or they are seen here.
  select status into release_status from release where id = new.release_id for share;
  if release_status = 'withdrawn' then
    perform refuse('release-withdrawn');
  end if;
  if new.kind = 'correction' and exists (
    select from dispatch d where d.release_id = new.release_id and d.revision_id <> new.revision_id
      and d.status in ('pending', 'frozen', 'sending', 'paused')) then
    perform refuse('dispatch-under-way');
  end if;
  if exists (select from revision r join revision newer on newer.release_id = r.release_id and newer.number > r.number
             where r.id = new.revision_id) then
    perform refuse('revision-superseded');
  end if;
  return new;
end $$;
create trigger guard_new before insert on dispatch for each row execute function guard_new_dispatch();
