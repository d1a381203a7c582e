-- The list of releases, by status and by words.

create index release_status_newest on release (status, id);

-- What a release is found by: its name, its newest revision's reference, and that one's titles in every language as they stand.
create table release_words (
  release_id uuid primary key references release,
  words text not null
);
create index release_words_search on release_words using gin (words gin_trgm_ops);
create index release_words_short_search on release_words using gin (short_runs(words));

create function note_words(noted uuid) returns void language plpgsql as $$
begin
  insert into release_words values (noted, '') on conflict do nothing;
  -- Two languages at once: the later one sees both.
  perform from release_words where release_id = noted for update;
  update release_words set words = (
    select search_text(concat_ws(E'\n', l.slug, r.reference, s.text,
      (select string_agg(g.text, E'\n' order by t.id) from translation t
       join target g on g.translation_id = t.id and g.segment_id = s.id where t.revision_id = r.id)))
    from release l join revision r on r.release_id = l.id
    left join block b on b.revision_id = r.id and b.type = 'title'
    left join segment s on s.block_id = b.id
    where l.id = noted order by r.number desc, s.position limit 1)
  where release_id = noted;
end $$;
select note_words(id) from release l where exists (select from revision r where r.release_id = l.id);

create function note_revision_words() returns trigger language plpgsql as $$
begin
  perform note_words(new.release_id);
  return null;
end $$;
create trigger note_words after insert on revision for each row execute function note_revision_words();

-- Of a segment, or of its text in a language.
create function note_title_words() returns trigger language plpgsql as $$
begin
  perform note_words(r.release_id)
  from segment s join block b on b.id = s.block_id join revision r on r.id = b.revision_id
  where s.id = (to_jsonb(new) ->> tg_argv[0])::uuid and b.type = 'title';
  return null;
end $$;
create trigger note_words after insert on segment for each row execute function note_title_words('id');
create trigger note_words after insert or update of text on target for each row execute function note_title_words('segment_id');
