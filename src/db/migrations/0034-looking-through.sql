-- What people look through, in an order and by words that cost the same with a hundred thousand releases.

-- Each publication of one language, by when it is public: the order of the site. Whether it may be shown at all is asked
-- of the publication, its edition and its release, at each request.
create table listing (
  publication_id uuid primary key references publication,
  release_id uuid not null references release,
  revision integer not null,
  locale text not null,
  at timestamptz not null
);
create index listing_newest on listing (at, publication_id);
create index listing_newest_of_locale on listing (locale, at, publication_id);
create index listing_release on listing (release_id);

create function list_publications(publications uuid[]) returns void language sql as $$
  insert into listing (publication_id, release_id, revision, locale, at)
  select p.id, r.release_id, r.number, e.locales[1], greatest(p.published_at, l.embargo_at)
  from publication p join edition e on e.id = p.edition_id
  join revision r on r.id = e.revision_id join release l on l.id = r.release_id
  where p.id = any(publications) and cardinality(e.locales) = 1
$$;
create function list_publication() returns trigger language plpgsql as $$
begin
  perform list_publications(array[new.id]);
  return null;
end $$;
create trigger list after insert on publication for each row execute function list_publication();
select list_publications(array(select id from publication));

create function move_listings() returns trigger language plpgsql as $$
begin
  update listing n set at = greatest(p.published_at, new.embargo_at)
  from publication p where n.release_id = new.id and p.id = n.publication_id;
  return null;
end $$;
create trigger move_listings after update of embargo_at on release for each row
  when (old.embargo_at is distinct from new.embargo_at) execute function move_listings();

-- The public looks through editions of one language; the texts of the others are the same.
alter table page add column alone boolean not null default false;
create function mark_alone() returns trigger language plpgsql as $$
begin
  new.alone := (select cardinality(e.locales) = 1 from edition e where e.id = new.edition_id);
  return new;
end $$;
create trigger mark_alone before insert on page for each row execute function mark_alone();
alter table page disable trigger deny_change;
update page g set alone = true from edition e where e.id = g.edition_id and cardinality(e.locales) = 1;
alter table page enable trigger deny_change;

-- Each letter of a text, and each two in a row: words without a trigram are found by them, such as 大臣 or ថៃ.
create function short_runs(value text) returns text[] language sql immutable strict parallel safe as $$
  select array_agg(distinct run) from (
    select unnest(array[letter, letter || lead(letter) over (order by place)]) as run
    from string_to_table(value, null) with ordinality t(letter, place)
  ) runs where run is not null
$$;
drop index page_search;
create index page_search on page using gin (search_text(title || ' ' || text) gin_trgm_ops) where alone;
create index page_short_search on page using gin (short_runs(search_text(title || ' ' || text))) where alone;
