-- A revision in a locale, the text of its segments, and what drafts are made from.

create table translation (
  id uuid primary key default uuidv7(),
  revision_id uuid not null references revision,
  locale text not null,
  status text not null,
  status_since timestamptz not null default now(),
  -- The content that the checks last saw. An approval wants it to be the content that is approved.
  checked_sha256 bytea,
  unique (revision_id, locale)
);
create trigger guard_status before insert or update on translation for each row execute function guard_status();
create trigger ask_for_job after insert or update of status on translation for each row execute function ask_for_job();
create index translation_status on translation (status, status_since);

create table target (
  translation_id uuid not null references translation,
  segment_id uuid not null references segment,
  text text not null default '' check (length(text) <= 20000 and text !~ '[\x01-\x08\x0B-\x1F\x7F]'),
  edited_by uuid references person, -- the last person who changed the text; null while it is a draft's
  edited_at timestamptz,
  version integer not null default 1, -- grows with each change; an edit names the version it changes
  primary key (translation_id, segment_id)
);

-- What an engine proposed for a segment: filled in by itself, but for what the memory found that is only alike.
create table draft (
  translation_id uuid not null,
  segment_id uuid not null,
  engine text not null,
  score integer check (score between 0 and 101),
  text text not null default '',
  details jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (translation_id, segment_id),
  foreign key (translation_id, segment_id) references target
);

-- How far a draft was from the text that people approved in the end (src/translation/distance.ts).
create table draft_distance (
  translation_id uuid not null,
  segment_id uuid not null,
  chrf real not null check (chrf between 0 and 100),
  ter real not null check (ter >= 0),
  approved_at timestamptz not null default now(),
  primary key (translation_id, segment_id),
  foreign key (translation_id, segment_id) references draft on delete cascade
);
create index draft_distance_recent on draft_distance (approved_at);

-- One question to a service over the network. No text and no credential is kept.
create table engine_call (
  id uuid primary key default uuidv7(),
  translation_id uuid not null references translation,
  engine text not null,
  model text not null,
  segments integer not null check (segments > 0),
  characters integer not null check (characters >= 0),
  milliseconds integer not null check (milliseconds >= 0),
  outcome text not null, -- 'answered', or why it failed
  input_tokens integer check (input_tokens >= 0),
  output_tokens integer check (output_tokens >= 0),
  created_at timestamptz not null default now()
);
create index engine_call_recent on engine_call (created_at);
create index engine_call_translation on engine_call (translation_id);

-- A memory that was brought in from elsewhere: nobody here approved its units, and its owner says how far to trust them.
create table memory (
  name text primary key check (length(name) between 1 and 500),
  penalty integer not null default 0 check (penalty between 0 and 30), -- per cent off each of its matches
  created_at timestamptz not null default now()
);

-- Each different source text of the memory as it is searched for (src/translation/grams.ts): hashes, and no text.
create table memory_source (
  source_locale text not null,
  target_locale text not null,
  sha256 bytea not null,
  tokens integer not null,
  grams integer[] not null, -- ascending, each once
  primary key (target_locale, source_locale, sha256)
);
create index memory_source_grams on memory_source using gin (grams gin__int_ops) with (fastupdate = off);
-- The commonest grams are left out of a search; these are the frequencies that it knows them by.
alter table memory_source alter column grams set statistics 400;

-- A source text and its translation: an approved segment, or a pair of an imported memory.
create table memory_unit (
  id uuid primary key default uuidv7(),
  source_locale text not null,
  target_locale text not null,
  source text not null check (source <> ''),
  target text not null check (target <> ''),
  source_sha256 bytea not null generated always as (text_sha256(source)) stored,
  context_sha256 bytea, -- of the texts before and after it; null: not known
  kind text, -- of the release that it stood in; null: not known
  translation_id uuid,
  segment_id uuid,
  imported_from text references memory,
  created_at timestamptz not null default now(),
  check ((translation_id is null) = (segment_id is null)),
  check ((translation_id is null) <> (imported_from is null)),
  foreign key (translation_id, segment_id) references target,
  foreign key (target_locale, source_locale, source_sha256) references memory_source
);
create unique index memory_unit_approved on memory_unit (translation_id, segment_id) where translation_id is not null;
create unique index memory_unit_imported on memory_unit
  (imported_from, target_locale, source_locale, source_sha256, text_sha256(target)) where imported_from is not null;
create index memory_unit_exact on memory_unit (target_locale, source_locale, source_sha256);
create trigger deny_change before update on memory_unit for each row execute function deny();

-- A text as a phrase is looked for in it: without case, bold marks and zero-width spaces.
create function search_text(value text) returns text language sql immutable parallel safe as $$
  select lower(translate(value, E'*\u200b', ''))
$$;
create index memory_unit_newest on memory_unit (target_locale, id);
create index memory_unit_source_search on memory_unit using gin (search_text(source) gin_trgm_ops);
create index memory_unit_target_search on memory_unit using gin (search_text(target) gin_trgm_ops);

-- What enters from a release is exactly what stands approved there, and the release is not withdrawn.
create function guard_memory() returns trigger language plpgsql as $$
begin
  if new.translation_id is null then return new; end if;
  -- The locks that a withdrawal and an edit wait for: either this sees them, or they see the unit and take it out.
  perform from release l join revision r on r.release_id = l.id join translation t on t.revision_id = r.id
  where t.id = new.translation_id and l.status <> 'withdrawn' for share of l, t;
  if not found or not exists (
    select from translation t
    join approval a on a.translation_id = t.id and a.voided_at is null
    join target g on g.translation_id = t.id and g.segment_id = new.segment_id
    join segment s on s.id = g.segment_id
    where t.id = new.translation_id
      and ('en', t.locale, s.text, g.text) = (new.source_locale, new.target_locale, new.source, new.target)
  ) then
    raise exception 'the memory takes approved text only' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger guard before insert on memory_unit for each row execute function guard_memory();

create function forget_withdrawn() returns trigger language plpgsql as $$
begin
  delete from memory_unit u using translation t join revision r on r.id = t.revision_id
  where u.translation_id = t.id and r.release_id = new.id;
  return null;
end $$;
create trigger forget_withdrawn after update of status on release
  for each row when (new.status = 'withdrawn') execute function forget_withdrawn();

create table concept (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('person', 'title', 'honorific', 'organisation', 'place', 'event', 'phrase', 'acronym')),
  status text not null check (status in ('confirmed', 'candidate')),
  note text not null default '',
  sources text[] not null default '{}'
);

create table term (
  id uuid primary key default uuidv7(),
  concept_id uuid not null references concept on delete cascade,
  locale text not null,
  text text not null check (text <> ''),
  status text not null check (status in ('preferred', 'admitted', 'forbidden')),
  unique (concept_id, locale, text)
);

-- The hash of all that a reader of this translation would read: structure, source and target.
create function content_sha256(wanted_translation uuid) returns bytea language sql stable as $$
  select sha256(convert_to(
    canonical_field(t.locale) || canonical_field(r.kind) || canonical_field(r.reference) || canonical_field(r.dateline_date::text)
    || (select string_agg(
          canonical_field(b.position::text) || canonical_field(b.type) || canonical_field(b.level::text)
          || canonical_field(b.number::text) || canonical_field(b.marker) || canonical_field(s.text) || canonical_field(g.text),
          '' order by s.position)
        from segment s join block b on b.id = s.block_id
        left join target g on g.segment_id = s.id and g.translation_id = t.id
        where s.revision_id = t.revision_id), 'UTF8'))
  from translation t join revision r on r.id = t.revision_id
  where t.id = wanted_translation
$$;
