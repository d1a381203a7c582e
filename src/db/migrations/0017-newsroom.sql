-- What stands on the public site, and how anybody can tell whether a file or a text is what was published.

-- The code that the files of an edition carry: one for each set of approvals that it is rendered from.
create table edition_code (
  code text primary key check (code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'),
  edition_id uuid not null references edition,
  approvals_sha256 bytea not null,
  unique (edition_id, approvals_sha256)
);
create trigger deny_change before update or delete on edition_code for each row execute function deny();
create trigger deny_truncate before truncate on edition_code for each statement execute function deny();

-- One language of an edition as plain text: to be searched, put into feeds and compared with.
create table page (
  edition_id uuid not null references edition,
  approvals_sha256 bytea not null,
  locale text not null,
  title text not null,
  summary text not null, -- the first words
  office text not null,
  text text not null, -- a block a line
  layout text[] not null, -- lines that the layout repeats on each sheet
  primary key (edition_id, approvals_sha256, locale)
);
create index page_search on page using gin (search_text(title || ' ' || text) gin_trgm_ops);
create trigger deny_change before update on page for each row execute function deny();

-- Like an artifact: made of approved text alone, whose approvals stand while it is written.
create function guard_approved_edition() returns trigger language plpgsql as $$
begin
  perform from edition e where e.id = new.edition_id and e.approvals_sha256 = new.approvals_sha256 for share;
  if not found then
    perform refuse('edition-not-approved', new.edition_id::text);
  end if;
  return new;
end $$;
create trigger guard before insert on edition_code for each row execute function guard_approved_edition();
create trigger guard before insert on page for each row execute function guard_approved_edition();

create index artifact_sha256 on artifact (sha256);

-- The last word on an edition: the public may see it, from the embargo on. Pinned to the approvals that stood.
create table publication (
  id uuid primary key default uuidv7(),
  edition_id uuid not null references edition,
  approvals_sha256 bytea not null,
  published_by uuid not null references person,
  dispatch_id uuid references dispatch, -- which sent the revision out; null where it came to the site by itself
  published_at timestamptz not null default now(),
  unique (edition_id, approvals_sha256)
);
create trigger audit after insert on publication for each row
  execute function audit_row('edition-published', 'published_by', 'edition_id', 'approvals_sha256', 'dispatch_id');
create trigger deny_change before update or delete on publication for each row execute function deny();
create trigger deny_truncate before truncate on publication for each statement execute function deny();

create function guard_publication() returns trigger language plpgsql as $$
declare
  l release;
begin
  -- The lock that a new revision and a withdrawal take: either they see this, or they are seen here.
  select l2.* into l from edition e join revision r on r.id = e.revision_id join release l2 on l2.id = r.release_id
  where e.id = new.edition_id for share of l2;
  if l.status = 'withdrawn' then
    perform refuse('release-withdrawn');
  end if;
  -- What was frozen to be sent may still go out after a newer revision has come, and is public then.
  if new.dispatch_id is null and exists (
    select from edition e join revision r on r.id = e.revision_id
    join revision newer on newer.release_id = r.release_id and newer.number > r.number where e.id = new.edition_id) then
    perform refuse('revision-superseded');
  end if;
  if not has_role(new.published_by, 'publisher') and new.dispatch_id is null then
    perform refuse('not-allowed');
  end if;
  perform from edition e where e.id = new.edition_id and e.status = 'rendered'
    and e.approvals_sha256 = new.approvals_sha256 for share;
  if not found then
    perform refuse('edition-not-approved', new.edition_id::text);
  end if;
  new.published_at := clock_timestamp();
  return new;
end $$;
create trigger guard before insert on publication for each row execute function guard_publication();

-- What is sent is public: whatever is rendered of the revision, when its first dispatch begins.
create function publish_dispatched() returns trigger language plpgsql as $$
begin
  insert into publication (edition_id, approvals_sha256, published_by, dispatch_id)
  select e.id, e.approvals_sha256, new.created_by, new.id
  from edition e where e.revision_id = new.revision_id and e.status = 'rendered' order by e.id
  on conflict do nothing;
  return null;
end $$;
create trigger publish after update of status on dispatch for each row
  when (new.status = 'sending' and old.status <> 'sending') execute function publish_dispatched();

-- What the public has seen has no embargo to move any more.
create function guard_public_embargo() returns trigger language plpgsql as $$
begin
  if exists (select from publication p join edition e on e.id = p.edition_id join revision r on r.id = e.revision_id
             where r.release_id = new.id and greatest(p.published_at, old.embargo_at) <= clock_timestamp()) then
    perform refuse('already-public');
  end if;
  return new;
end $$;
-- After guard_embargo, whose words say more where a message has left.
create trigger guard_public_embargo before update of embargo_at on release for each row
  when (old.embargo_at is distinct from new.embargo_at) execute function guard_public_embargo();

-- The office's keys. Statements are signed with the newest; a new one takes nothing from what the others signed.
create table signing_key (
  id text primary key check (id ~ '^[\w-]{43}$'), -- the thumbprint of the public key (RFC 7638)
  public_key bytea not null check (length(public_key) = 32),
  private_key bytea not null, -- encrypted with SECRET
  created_at timestamptz not null default clock_timestamp()
);
create trigger audit after insert on signing_key for each row
  execute function audit_row('signing-key-made', '', 'id', 'public_key');
create trigger deny_change before update or delete on signing_key for each row execute function deny();
create trigger deny_truncate before truncate on signing_key for each statement execute function deny();
