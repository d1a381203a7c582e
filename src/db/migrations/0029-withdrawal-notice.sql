-- A withdrawal is told to whoever has the release or may have it: by a dispatch of its own kind, which carries the reason
-- as it was given and none of what was withdrawn.

alter table dispatch drop constraint dispatch_kind_check,
  add constraint dispatch_kind_check check (kind in ('lists', 'correction', 'withdrawal'));
-- A release is withdrawn once, and told of once.
create unique index dispatch_withdrawal on dispatch (release_id)
  where kind = 'withdrawal' and status not in ('cancelled', 'failed');

alter table delivery drop constraint delivery_excluded_check,
  add constraint delivery_excluded_check check (excluded in
    ('bounced', 'complained', 'erased', 'office', 'unsubscribed', 'served', 'told', 'edition-missing'));

-- Null where the edition only says which languages somebody reads: nothing that was rendered of it goes out.
alter table dispatch_edition alter column approvals_sha256 drop not null;

-- Only a release's newest revision is ordered to be sent, and of a withdrawn release nothing but the word of that. A
-- correction and a withdrawal are told when it is known who got what they take back.
create or replace function guard_new_dispatch() returns trigger language plpgsql as $$
declare
  release_status text;
begin
  -- The lock that a new revision and a withdrawal take: either they see this dispatch, or they are seen here.
  select status into release_status from release where id = new.release_id for share;
  if new.kind = 'withdrawal' then
    if release_status <> 'withdrawn' then
      perform refuse('not-withdrawn');
    end if;
    -- Four eyes: who gave the reason is not who has it sent.
    if exists (select from withdrawal where release_id = new.release_id and withdrawn_by = new.created_by) then
      perform refuse('withdrawal-four-eyes');
    end if;
    if exists (select from delivery v join dispatch d on d.id = v.dispatch_id
               where d.release_id = new.release_id and v.status = 'sending') then
      perform refuse('messages-under-way');
    end if;
  elsif release_status = 'withdrawn' then
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

-- What leaves: to a recipient once, of a dispatch that is going out, after the embargo, while every approval stands.
create or replace function guard_delivery() returns trigger language plpgsql as $$
declare
  d dispatch;
begin
  if new.status = 'sending' and old.status <> 'sending' then
    select * into d from dispatch where id = new.dispatch_id for key share;
    if d.status <> 'sending' then
      perform refuse('dispatch-not-sending', d.status);
    end if;
    if due_at(d) > clock_timestamp() then
      perform refuse('embargoed', due_at(d)::text);
    end if;
    -- The words of a withdrawal were confirmed when it was ordered, and never change.
    if d.kind <> 'withdrawal' and not exists (
      select from dispatch_edition p join edition e on e.id = p.edition_id
      where p.dispatch_id = new.dispatch_id and p.edition_id = new.edition_id
        and e.status = 'rendered' and e.approvals_sha256 = p.approvals_sha256) then
      perform refuse('edition-not-approved');
    end if;
  end if;
  return new;
end $$;

create or replace function guard_retry() returns trigger language plpgsql as $$
declare
  d dispatch;
  is_withdrawn boolean;
begin
  select r.status = 'withdrawn' into is_withdrawn
  from release r where r.id = (select release_id from dispatch where id = new.dispatch_id) for share;
  select * into d from dispatch where id = new.dispatch_id for no key update;
  if d.status = 'cancelled' or is_withdrawn and d.kind <> 'withdrawal' then
    new.status := 'cancelled';
  elsif d.status = 'completed' then
    update dispatch set status = 'frozen' where id = new.dispatch_id;
  end if;
  return new;
end $$;

-- What is sent is public; the word of a withdrawal is on the site already.
drop trigger publish on dispatch;
create trigger publish after update of status on dispatch for each row
  when (new.status = 'sending' and old.status <> 'sending' and new.kind <> 'withdrawal')
  execute function publish_dispatched();
