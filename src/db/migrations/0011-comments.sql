-- What people say to each other beside a segment. A comment and its answers are a thread; while one is open, the
-- translation is not approved.

create table comment (
  id uuid primary key default uuidv7(),
  translation_id uuid not null,
  segment_id uuid not null,
  parent_id uuid, -- the comment that this one answers
  author_id uuid not null references person,
  body text not null check (length(body) <= 5000 and body ~ '\S'
                            and body !~ '[\x01-\x08\x0B-\x1F\x7F\u200E\u200F\u202A-\u202E\u2066-\u2069]'),
  mentions uuid[] not null default '{}' check (cardinality(mentions) <= 50),
  created_at timestamptz not null default now(), -- when the lock below was had
  resolved_at timestamptz,
  resolved_by uuid references person,
  check ((resolved_at is null) = (resolved_by is null)),
  check (parent_id is null or resolved_at is null), -- threads are resolved, not answers
  foreign key (translation_id, segment_id) references target,
  -- An answer stands where its thread stands.
  unique (id, translation_id, segment_id),
  foreign key (parent_id, translation_id, segment_id) references comment (id, translation_id, segment_id)
);
create index comment_segment on comment (translation_id, segment_id);

create function guard_comment() returns trigger language plpgsql as $$
declare
  translation_status text;
begin
  if tg_op = 'DELETE' or tg_op = 'UPDATE' and (
       (new.id, new.parent_id, new.author_id, new.body, new.mentions, new.created_at)
         is distinct from (old.id, old.parent_id, old.author_id, old.body, old.mentions, old.created_at)
       or new.segment_id <> old.segment_id
         and old.segment_id is distinct from (select previous_id from segment where id = new.segment_id)) then
    raise exception 'a comment never changes, it can only be resolved' using errcode = 'restrict_violation';
  end if;
  -- The lock that an approval takes: either it sees this comment, or the comment comes after it.
  select status into translation_status from translation where id = new.translation_id for no key update;
  if translation_status = 'superseded' then
    perform refuse('revision-superseded');
  end if;
  if exists (select from comment where id = new.parent_id and parent_id is not null) then
    perform refuse('comment-unknown');
  end if;
  if tg_op = 'UPDATE' then return new; end if;
  if exists (select from unnest(new.mentions) m where not exists (select from person_role r where r.person_id = m)) then
    perform refuse('mention-unknown');
  end if;
  new.created_at := clock_timestamp();
  return new;
end $$;
create trigger guard before insert or update or delete on comment for each row execute function guard_comment();
create trigger deny_truncate before truncate on comment for each statement execute function deny();

create trigger audit after insert on comment for each row
  execute function audit_row('comment-added', 'author_id', 'translation_id', 'segment_id', 'parent_id', 'body', 'mentions');
create trigger audit_resolve after update of resolved_at on comment for each row
  when (old.resolved_at is null and new.resolved_at is not null)
  execute function audit_row('comment-resolved', 'resolved_by', 'translation_id', 'segment_id');
create trigger audit_reopen after update of resolved_at on comment for each row
  when (old.resolved_at is not null and new.resolved_at is null)
  execute function audit_row('comment-reopened', '', 'translation_id', 'segment_id');

-- Runs after `guard`, which has locked the translation.
create function guard_open_comments() returns trigger language plpgsql as $$
begin
  if exists (select from comment c
             where c.translation_id = new.translation_id and c.parent_id is null and c.resolved_at is null) then
    perform refuse('comments-open');
  end if;
  return new;
end $$;
create trigger guard_comments before insert on approval for each row execute function guard_open_comments();

-- Threads go along with a segment that a new revision repeats or changes. Where it is gone, they stay where they were.
create function carry_comments() returns trigger language plpgsql as $$
begin
  update comment c set translation_id = m.translation_id, segment_id = m.segment_id
  from made m
  join segment s on s.id = m.segment_id
  join segment p on p.id = s.previous_id
  join translation t on t.id = m.translation_id
  join translation was on was.revision_id = p.revision_id and was.locale = t.locale
  where c.translation_id = was.id and c.segment_id = p.id;
  return null;
end $$;
create trigger carry_comments after insert on target referencing new table as made
  for each statement execute function carry_comments();

-- Whoever is named in a comment is told by mail, by the same rules as of a review.
alter table notification
  alter column review_id drop not null,
  add column comment_id uuid references comment,
  add check (num_nonnulls(review_id, comment_id) = 1),
  add unique (person_id, comment_id),
  drop constraint notification_kind_check,
  add constraint notification_kind_check check (kind in ('to-translate', 'to-review', 'mentioned')),
  add check ((kind = 'mentioned') = (comment_id is not null));
