-- Lists, dispatches, and one row for each message to each recipient.

create table mailing_list (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now()
);
create trigger audit after insert on mailing_list for each row execute function audit_row('list-made', '', 'slug', 'name');

create table subscriber (
  id uuid primary key default uuidv7(),
  email text not null unique check (email = lower(email) and email ~ '^[^\s@<>"]+@[^\s@<>"]+$' and length(email) <= 254),
  name text not null default '' check (length(name) <= 200 and name !~ '[\x01-\x1F\x7F]'),
  locale text not null default 'en',
  created_at timestamptz not null default now()
);

create table subscription (
  id uuid primary key default uuidv7(),
  list_id uuid not null references mailing_list,
  subscriber_id uuid not null references subscriber,
  locales text[] not null check (cardinality(locales) > 0), -- of the edition wanted
  created_at timestamptz not null default now(),
  unsubscribed_at timestamptz,
  unique (list_id, subscriber_id)
);
create index subscription_subscriber on subscription (subscriber_id);
-- What somebody of the office decides for a subscriber. A reader's own click is theirs, and not on the record.
create trigger audit_edition after update of locales on subscription for each row
  when (old.locales is distinct from new.locales)
  execute function audit_row('subscription-changed', '', 'list_id', 'subscriber_id', 'locales');
create trigger audit_end after update of unsubscribed_at on subscription for each row
  when (new.unsubscribed_at is not null and old.unsubscribed_at is null and current_actor() is not null)
  execute function audit_row('subscription-ended', '', 'list_id', 'subscriber_id');

create table suppression (
  email text primary key check (email = lower(email)),
  reason text not null check (reason in ('bounced', 'complained', 'erased', 'office')),
  created_at timestamptz not null default now(),
  expires_at timestamptz
);

create table dispatch (
  id uuid primary key default uuidv7(),
  release_id uuid not null references release,
  revision_id uuid not null references revision,
  kind text not null default 'lists' check (kind in ('lists', 'correction')), -- who gets it
  status text not null,
  status_since timestamptz not null default now(),
  scheduled_at timestamptz not null default now(),
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  frozen_at timestamptz,
  candidates integer,
  recipients integer,
  excluded integer,
  -- Why it failed, paused by itself or was cancelled; the words stand in locales/*/mailing.json.
  reason text check (reason in ('no-recipients', 'edition-not-approved', 'revision-superseded', 'release-withdrawn')),
  check (candidates = recipients + excluded)
);
create trigger ask_for_job after insert or update of status on dispatch for each row execute function ask_for_job();
create trigger audit after insert on dispatch for each row
  execute function audit_row('dispatch-ordered', 'created_by', 'release_id', 'revision_id', 'kind', 'scheduled_at');
create trigger audit_status after update of status on dispatch for each row
  execute function audit_row('dispatch-moved', '', 'release_id', 'candidates', 'recipients', 'reason');
create index dispatch_status on dispatch (status, status_since);
create index dispatch_release on dispatch (release_id);
-- A revision corrects the ones before it once.
create unique index dispatch_correction on dispatch (revision_id)
  where kind = 'correction' and status not in ('cancelled', 'failed');

create table dispatch_list (
  dispatch_id uuid not null references dispatch,
  list_id uuid not null references mailing_list,
  primary key (dispatch_id, list_id)
);

-- A list gets a revision once: two orders at once, or one after the other, are one too many. A correction goes to
-- people, not to the lists that they came from.
create function guard_list_once() returns trigger language plpgsql as $$
begin
  perform from mailing_list where id = new.list_id for no key update;
  if exists (select from dispatch_list l join dispatch d on d.id = l.dispatch_id
             join dispatch n on n.id = new.dispatch_id and n.revision_id = d.revision_id and n.kind = d.kind
             where d.kind = 'lists' and l.list_id = new.list_id and d.id <> n.id and d.status not in ('cancelled', 'failed')) then
    perform refuse('list-served', (select slug from mailing_list where id = new.list_id));
  end if;
  return new;
end $$;
create trigger guard_once before insert on dispatch_list for each row execute function guard_list_once();

-- The editions of a dispatch, pinned to the approvals that stood when it was frozen.
create table dispatch_edition (
  dispatch_id uuid not null references dispatch,
  edition_id uuid not null references edition,
  approvals_sha256 bytea not null,
  primary key (dispatch_id, edition_id)
);

create table delivery (
  id uuid primary key default uuidv7(),
  dispatch_id uuid not null,
  edition_id uuid, -- null for somebody who was excluded from the start
  subscriber_id uuid not null references subscriber,
  email text not null,
  status text not null,
  status_since timestamptz not null default now(),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  worker bigint, -- who is sending it; the number of a lock that dies with its process
  response text, -- what the server said
  -- Why it is not sent: a reason of the suppression, or what is said in src/mailing/audience.ts.
  excluded text check (excluded in ('bounced', 'complained', 'erased', 'office', 'unsubscribed', 'served', 'edition-missing')),
  unique (dispatch_id, email),
  check ((status = 'suppressed') = (excluded is not null)),
  check (edition_id is not null or excluded is not null),
  foreign key (dispatch_id, edition_id) references dispatch_edition
);
create trigger guard_status before update on delivery for each row execute function guard_status();
create index delivery_due on delivery (dispatch_id, due_at) where status in ('pending', 'deferred');
create index delivery_sending on delivery (worker) where status = 'sending';
create index delivery_count on delivery (dispatch_id, status, status_since);
create index delivery_subscriber on delivery (subscriber_id);

-- Never before the embargo.
create function due_at(d dispatch) returns timestamptz language sql stable as $$
  select greatest(d.scheduled_at, r.embargo_at) from release r where r.id = d.release_id
$$;
create function guard_dispatch() returns trigger language plpgsql as $$
begin
  if new.status = 'sending' and old.status = 'frozen' and due_at(new) > clock_timestamp() then
    perform refuse('embargoed', due_at(new)::text);
  end if;
  -- Everybody is in the books, before anybody is written to.
  if new.status = 'frozen' and old.status = 'pending' and (new.candidates, new.recipients) is distinct from
     (select (count(*)::int, count(*) filter (where status = 'pending')::int) from delivery where dispatch_id = new.id) then
    raise exception 'the audience of dispatch % does not add up', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard_embargo before update of status on dispatch for each row execute function guard_dispatch();
create trigger guard_status before insert or update on dispatch for each row execute function guard_status();

-- What leaves: to a recipient once, of a dispatch that is going out, after the embargo, while every approval stands.
create function guard_delivery() returns trigger language plpgsql as $$
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
    if not exists (select from dispatch_edition p join edition e on e.id = p.edition_id
                   where p.dispatch_id = new.dispatch_id and p.edition_id = new.edition_id
                     and e.status = 'rendered' and e.approvals_sha256 = p.approvals_sha256) then
      perform refuse('edition-not-approved');
    end if;
  end if;
  return new;
end $$;
create trigger guard before update of status on delivery for each row execute function guard_delivery();
-- New deliveries are looked at together: an audience may be a million.
create function guard_new_deliveries() returns trigger language plpgsql as $$
begin
  if exists (select from added a join dispatch d on d.id = a.dispatch_id where d.status <> 'pending') then
    perform refuse('dispatch-frozen');
  end if;
  if exists (select status from added
             except select to_status from status_edge where entity = 'delivery' and from_status = '') then
    perform refuse('status-conflict');
  end if;
  return null;
end $$;
create trigger guard_new after insert on delivery referencing new table as added
  for each statement execute function guard_new_deliveries();
create trigger deny_delete before delete on delivery for each row execute function deny();
create function guard_delivery_identity() returns trigger language plpgsql as $$
begin
  if (new.id, new.dispatch_id, new.edition_id, new.subscriber_id, new.email)
     is distinct from (old.id, old.dispatch_id, old.edition_id, old.subscriber_id, old.email) then
    raise exception 'a delivery stays what it was frozen as' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard_identity before update on delivery for each row execute function guard_delivery_identity();
-- A person decided to send again what may have arrived.
create trigger audit_resend after update of status on delivery for each row
  when (old.status = 'uncertain' and new.status = 'pending')
  execute function audit_row('delivery-resent', '', 'dispatch_id', 'email');


-- A delivery that is to be tried again: where its dispatch was cancelled meanwhile or its release withdrawn, so is it;
-- where the dispatch was thought complete, it goes on.
create function guard_retry() returns trigger language plpgsql as $$
declare
  dispatch_status text;
  is_withdrawn boolean;
begin
  select r.status = 'withdrawn' into is_withdrawn
  from release r where r.id = (select release_id from dispatch where id = new.dispatch_id) for share;
  select status into dispatch_status from dispatch where id = new.dispatch_id for no key update;
  if dispatch_status = 'cancelled' or is_withdrawn then
    new.status := 'cancelled';
  elsif dispatch_status = 'completed' then
    update dispatch set status = 'frozen' where id = new.dispatch_id;
  end if;
  return new;
end $$;
create trigger guard_retry before update of status on delivery for each row
  when (new.status in ('pending', 'deferred') and old.status in ('sending', 'uncertain'))
  execute function guard_retry();

-- Whether a message of a release has left, or may have.
create function has_left(release_id uuid) returns boolean language sql stable as $$
  select exists (select from delivery v join dispatch d on d.id = v.dispatch_id
                 where d.release_id = has_left.release_id
                   and v.status in ('sending', 'sent', 'deferred', 'bounced', 'failed', 'uncertain'))
$$;

-- What has begun to leave has no embargo to move any more: somebody has it.
create function guard_embargo_change() returns trigger language plpgsql as $$
begin
  -- The lock that a delivery takes before it leaves: either it is seen here, or it sees the new embargo.
  perform from dispatch where release_id = new.id order by id for update;
  if has_left(new.id) then
    perform refuse('embargo-fixed');
  end if;
  return new;
end $$;
create trigger guard_embargo before update of embargo_at on release for each row
  when (old.embargo_at is distinct from new.embargo_at) execute function guard_embargo_change();

-- An embargo moves: the dispatches that wait for it look at the clock again.
create function wake_dispatches() returns trigger language plpgsql as $$
begin
  insert into outbox (job, payload)
  select j.job, jsonb_build_object('id', d.id) from dispatch d
  join status_job j on j.entity = 'dispatch' and j.status = d.status
  where d.release_id = new.id;
  return null;
end $$;
create trigger wake_dispatches after update of embargo_at on release for each row
  when (old.embargo_at is distinct from new.embargo_at) execute function wake_dispatches();

create sequence worker_number;
