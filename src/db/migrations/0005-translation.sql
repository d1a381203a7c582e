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
  text text not null default '' check (length(text) <= 20000 and text !~ '[\x01-\x08\x0B-\x1F\x7F\u200E\u200F\u202A-\u202E\u2066-\u2069]'),
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
  -- By the prices that held then; null where none were set, or nothing was answered.
  cost double precision check (cost >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  check ((cost is null) = (currency is null)),
  created_at timestamptz not null default now()
);
create index engine_call_recent on engine_call (created_at);
create index engine_call_translation on engine_call (translation_id);

-- A memory that was brought in from elsewhere: nobody here approved its units, and its owner says how far to trust them.
create table memory (
  id uuid primary key default uuidv7(),
  name text not null unique check (length(name) between 1 and 500),
  -- Per cent off each of its matches: from 1 on, nothing of it fills a text by itself.
  penalty integer not null check (penalty between 0 and 30),
  created_at timestamptz not null default now()
);

create trigger audit after update of penalty on memory for each row when (old.penalty <> new.penalty)
  execute function audit_row('memory-penalty-set', '', 'name', 'penalty');
create function audit_forgotten() returns trigger language plpgsql as $$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'memory-forgotten', 'memory', old.id::text, jsonb_build_object('name', old.name));
  return null;
end $$;
create trigger audit_forgotten after delete on memory for each row execute function audit_forgotten();

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
  imported_from text references memory (name),
  created_at timestamptz not null default now(),
  check ((translation_id is null) = (segment_id is null)),
  check ((translation_id is null) <> (imported_from is null)),
  foreign key (translation_id, segment_id) references target,
  foreign key (target_locale, source_locale, source_sha256) references memory_source
);
create unique index memory_unit_approved on memory_unit (translation_id, segment_id) where translation_id is not null;
-- The same pair in two imported memories is one unit.
create unique index memory_unit_imported on memory_unit
  (target_locale, source_locale, source_sha256, text_sha256(target)) where imported_from is not null;
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

-- What is known by several names, and when it holds: an office has one holder at a time.
create table concept (
  id uuid primary key default uuidv7(),
  kind text not null check (kind in ('person', 'title', 'honorific', 'organisation', 'place', 'event', 'phrase', 'acronym')),
  note text not null default '' check (length(note) <= 5000),
  sources text[] not null default '{}',
  valid_from date,
  valid_to date, -- the last day
  version integer not null default 1, -- grows with each change; a change names the version it changes
  check (valid_from <= valid_to)
);

-- Terms as they are searched for: one width, one case, no blanks.
create function term_key(value text) returns text language sql immutable as $$
  select lower(regexp_replace(normalize(value, NFKC), '[[:space:]\u200b-\u200d\u2060]+', '', 'g'))
$$;

-- The words of a term, by which it is looked for in a text: the first two, and the beginnings of the others, which no
-- plural changes.
create function term_words(value text) returns text language sql immutable as $$
  select lower(trim(regexp_replace(value, '[^[:alnum:]]+', ' ', 'g')))
$$;
create function term_lead(value text) returns text language sql immutable as $$
  select substring(term_words(value) from '^[^ ]+(?: [^ ]+)?')
$$;
create function term_rest(value text) returns text language sql immutable as $$
  select regexp_replace(regexp_replace(term_words(value), '^[^ ]+(?: [^ ]+)?', ''), '([^ ]{3})[^ ]+', '\1', 'g')
$$;

create table term (
  id uuid primary key default uuidv7(),
  concept_id uuid not null references concept on delete cascade,
  locale text not null,
  text text not null check (text <> '' and length(text) <= 500),
  status text not null check (status in ('preferred', 'admitted', 'forbidden')),
  -- Where the form stands: a later mention of a person may be shorter than the first.
  mention text not null default 'any' check (mention in ('any', 'first', 'later')),
  -- Null: capitals count where the term is one capitalised word or an acronym.
  match_case boolean,
  part_of_speech text check (part_of_speech in ('noun', 'proper noun', 'verb', 'adjective', 'adverb', 'other')),
  gender text check (gender in ('masculine', 'feminine', 'neuter', 'other')),
  note text not null default '' check (length(note) <= 5000),
  lead text generated always as (term_lead(text)) stored,
  rest text generated always as (term_rest(text)) stored,
  unique (concept_id, locale, text)
);
create unique index term_preferred on term (concept_id, locale, mention) where status = 'preferred';
create index term_lead on term (locale, lead);
create index term_search on term using gin (term_key(text) gin_trgm_ops);

-- Who vouches for a concept's terms in a locale. Without a row they are candidates and give warnings at most.
create table confirmation (
  concept_id uuid not null references concept on delete cascade,
  locale text not null check (locale <> 'en'),
  confirmed_by uuid references person, -- null: confirmed in the termbase that it was imported from
  confirmed_at timestamptz not null default clock_timestamp(),
  primary key (concept_id, locale)
);

create function guard_confirmation() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    raise exception 'a confirmation never changes, it can only end' using errcode = 'restrict_violation';
  end if;
  if new.confirmed_by is null then
    if not is_importing() then perform refuse('not-a-reviewer', new.locale); end if;
  elsif not exists (select from person_role r
                    where r.person_id = new.confirmed_by and r.role = 'reviewer' and r.locale = new.locale) then
    perform refuse('not-a-reviewer', new.locale);
  end if;
  return new;
end $$;

-- Whether this transaction brings in a termbase from elsewhere, which is one event on the record, not one a row.
create function is_importing() returns boolean language sql stable as $$
  select current_setting('bayon.importing', true) is not distinct from 'yes'
$$;
create trigger guard before insert or update on confirmation for each row execute function guard_confirmation();

-- Who vouched for other words does not vouch for these. English stands beside every locale.
create function end_confirmation() returns trigger language plpgsql as $$
declare
  changed term;
begin
  if tg_op = 'UPDATE' and (new.text, new.status, new.mention) = (old.text, old.status, old.mention) then return null; end if;
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  delete from confirmation c where c.concept_id = changed.concept_id and changed.locale in (c.locale, 'en');
  return null;
end $$;
create trigger end_confirmation after insert or update or delete on term for each row execute function end_confirmation();

create function audit_termbase() returns trigger language plpgsql as $$
declare
  before_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  row_now jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(),
          tg_table_name || case tg_op when 'INSERT' then '-added' when 'UPDATE' then '-changed' else '-removed' end,
          'concept', coalesce(row_now, before_row) ->> case tg_table_name when 'concept' then 'id' else 'concept_id' end,
          jsonb_strip_nulls(jsonb_build_object('before', before_row, 'after', row_now)));
  return null;
end $$;
create trigger audit after insert or update or delete on concept for each row
  when (not is_importing()) execute function audit_termbase();
create trigger audit after insert or update or delete on term for each row
  when (not is_importing()) execute function audit_termbase();
create trigger audit after insert or delete on confirmation for each row
  when (not is_importing()) execute function audit_termbase();

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
