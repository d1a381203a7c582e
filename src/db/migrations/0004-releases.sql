-- A release, its immutable revisions, and their structure down to segments.

create table release (
  id uuid primary key default uuidv7(),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 120),
  status text not null,
  status_since timestamptz not null default now(),
  locales text[] not null check (locales[1] = 'en'),
  embargo_at timestamptz,
  due_at timestamptz,
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  unofficial boolean not null default false -- a demonstration; said wherever its text is shown
);
create trigger guard_status before insert or update on release for each row execute function guard_status();
create trigger audit after insert on release for each row
  execute function audit_row('release-submitted', 'created_by', 'slug', 'locales', 'embargo_at');
create trigger audit_status after update of status on release for each row
  execute function audit_row('release-moved', '', 'slug');
create trigger audit_embargo after update of embargo_at on release for each row
  when (old.embargo_at is distinct from new.embargo_at)
  execute function audit_row('embargo-changed', '', 'slug', 'embargo_at');
create trigger audit_deadline after update of due_at on release for each row
  when (old.due_at is distinct from new.due_at)
  execute function audit_row('deadline-changed', '', 'slug', 'due_at');
create index release_recent on release (created_at desc);

create table revision (
  id uuid primary key default uuidv7(),
  release_id uuid not null references release,
  number integer not null check (number > 0),
  kind text not null,
  reference text,
  title text not null,
  dateline_place text,
  dateline_date date,
  source text not null check (octet_length(source) <= 5242880),
  source_sha256 bytea not null generated always as (text_sha256(source)) stored,
  created_by uuid not null references person,
  created_at timestamptz not null default now(),
  unique (release_id, number)
);
create index revision_source on revision (source_sha256);
create trigger audit after insert on revision for each row
  execute function audit_row('revision-made', 'created_by', 'release_id', 'number', 'title', 'source_sha256');

create table block (
  id uuid primary key default uuidv7(),
  revision_id uuid not null references revision,
  position integer not null check (position >= 0),
  type text not null check (type in ('letterhead', 'unit', 'kind', 'title', 'subtitle', 'heading', 'paragraph',
                                     'list-item', 'quote', 'note', 'dateline')),
  level integer check (level >= 0),
  number integer,
  marker text, -- of a list item, as written where it has letters
  unique (revision_id, position)
);

create table segment (
  id uuid primary key default uuidv7(),
  revision_id uuid not null references revision,
  block_id uuid not null references block,
  position integer not null check (position >= 0), -- in the whole revision
  text text not null check (text <> ''),
  previous_id uuid unique references segment, -- of the revision before, which this one repeats or changes
  unique (revision_id, position)
);
create index segment_block on segment (block_id);

create trigger deny_change before update or delete on revision for each row execute function deny();
create trigger deny_change before update or delete on block for each row execute function deny();
create trigger deny_change before update or delete on segment for each row execute function deny();
create trigger deny_truncate before truncate on revision for each statement execute function deny();
create trigger deny_truncate before truncate on block for each statement execute function deny();
create trigger deny_truncate before truncate on segment for each statement execute function deny();

-- A revision is whole when its transaction ends; nothing is added to it afterwards.
create function guard_structure() returns trigger language plpgsql as $$
begin
  if exists (select from translation t where t.revision_id = new.revision_id) then
    raise exception 'revision % is closed', new.revision_id using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard_structure before insert on block for each row execute function guard_structure();
create trigger guard_structure before insert on segment for each row execute function guard_structure();
