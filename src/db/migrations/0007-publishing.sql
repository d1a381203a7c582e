-- Editions of a revision and the files rendered from what was approved.

create table edition (
  id uuid primary key default uuidv7(),
  revision_id uuid not null references revision,
  locales text[] not null check (cardinality(locales) > 0),
  name text not null, -- the locales joined by '+'
  status text not null,
  status_since timestamptz not null default now(),
  -- The standing approvals, in the order of the locales; null while one is missing.
  approval_ids uuid[],
  approvals_sha256 bytea,
  subject text check (subject !~ '[\x01-\x1F\x7F]'), -- of the email, rendered with the files
  unique (revision_id, name),
  check ((status = 'waiting') = (approval_ids is null)),
  check ((approval_ids is null) = (approvals_sha256 is null)),
  check ((status = 'rendered') = (subject is not null))
);
create trigger guard_status before insert or update on edition for each row execute function guard_status();
create trigger ask_for_job after insert or update of status on edition for each row execute function ask_for_job();
create index edition_status on edition (status, status_since);
create index edition_approvals on edition using gin (approval_ids);

-- The standing approvals of a set of locales, or null where one is missing.
create function standing_approvals(wanted_revision uuid, wanted_locales text[], out ids uuid[], out hash bytea)
language sql stable as $$
  select case when count(a.id) = cardinality(wanted_locales) then array_agg(a.id order by w.n) end,
         case when count(a.id) = cardinality(wanted_locales)
              then sha256(string_agg(a.content_sha256, ''::bytea order by w.n)) end
  from unnest(wanted_locales) with ordinality w(locale, n)
  left join translation t on t.revision_id = wanted_revision and t.locale = w.locale
  left join approval a on a.translation_id = t.id and a.voided_at is null
$$;

-- Approvals come and go; editions follow.
create function move_editions() returns trigger language plpgsql as $$
declare
  r uuid := (select revision_id from translation where id = new.translation_id);
begin
  if tg_op = 'INSERT' then
    -- Approvals of two locales at once: the later one sees both.
    perform from revision where id = r for no key update;
    update edition e set status = 'pending', approval_ids = s.ids, approvals_sha256 = s.hash
    from edition w cross join lateral standing_approvals(w.revision_id, w.locales) s
    where w.id = e.id and e.revision_id = r and e.status = 'waiting' and s.ids is not null;
  else
    update edition set status = 'waiting', approval_ids = null, approvals_sha256 = null, subject = null
    where approval_ids @> array[new.id];
  end if;
  return null;
end $$;
create trigger move_editions after insert or update of voided_at on approval for each row execute function move_editions();

-- Whatever sets an edition's approvals, they are those that stand.
create function guard_edition() returns trigger language plpgsql as $$
declare
  s record;
begin
  if new.approval_ids is not null then
    select * into s from standing_approvals(new.revision_id, new.locales);
    if new.approval_ids is distinct from s.ids or new.approvals_sha256 is distinct from s.hash then
      perform refuse('edition-not-approved', new.name);
    end if;
  end if;
  return new;
end $$;
create trigger guard_approvals before insert or update on edition for each row execute function guard_edition();

-- File contents under their SHA-256.
create table blob (
  sha256 bytea primary key check (sha256 = sha256(content)),
  content bytea not null
);
alter table blob alter column content set storage external;
create trigger deny_change before update on blob for each row execute function deny();

create table artifact (
  edition_id uuid not null references edition,
  name text not null check (name in ('email.html', 'email.txt', 'document.pdf', 'document-archive.pdf', 'page.html')),
  approvals_sha256 bytea not null, -- what it was rendered from
  media_type text not null,
  size integer not null,
  sha256 bytea not null references blob,
  rendered_at timestamptz not null default now(),
  primary key (edition_id, name, approvals_sha256)
);
create trigger deny_change before update on artifact for each row execute function deny();

-- An artifact is rendered from approved text alone: its approvals stand while it is written.
create function guard_artifact() returns trigger language plpgsql as $$
begin
  perform from edition e where e.id = new.edition_id and e.approvals_sha256 = new.approvals_sha256 for share;
  if not found then
    perform refuse('edition-not-approved', new.name);
  end if;
  return new;
end $$;
create trigger guard before insert on artifact for each row execute function guard_artifact();
