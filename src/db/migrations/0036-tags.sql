-- The office's own words for whom it has on a list, one by one: "broadcasters", "embassies". A dispatch may be for some
-- of them alone.

-- As src/mailing/tags.ts normalises them.
create function are_tags(tags text[]) returns boolean language sql immutable as $$
  select cardinality(tags) <= 20
     and tags collate "C" = array(select distinct tag collate "C" as tag from unnest(tags) tag order by tag)
     and not exists (select from unnest(tags) tag
                     where tag is null or length(tag) not between 1 and 40 or tag <> btrim(tag)
                        or tag <> lower(tag collate "pg_c_utf8") or tag ~ '[\x01-\x1F\x7F,;]')
$$;

alter table subscription add column tags text[] not null default '{}'
  constraint subscription_tags_check check (tags = '{}' or are_tags(tags));
create index subscription_tags on subscription using gin (tags) where cardinality(tags) > 0;

-- That the office changed something is on the record for ever; its words about somebody are not, since they can be erased.
drop trigger audit_edition on subscription;
create trigger audit_change after update of locales, tags on subscription for each row
  when (old.locales is distinct from new.locales
        or old.tags is distinct from new.tags and new.unsubscribed_at is null)
  execute function audit_row('subscription-changed', '', 'list_id', 'subscriber_id', 'locales');

alter table dispatch add column tags text[] not null default '{}'
  constraint dispatch_tags_check check (tags = '{}' or kind = 'lists' and are_tags(tags));
drop trigger audit on dispatch;
create trigger audit after insert on dispatch for each row
  execute function audit_row('dispatch-ordered', 'created_by', 'release_id', 'revision_id', 'kind', 'scheduled_at', 'tags');

-- A list gets a revision once, or once for the same tags: what an earlier order reaches is not ordered again, the rest of
-- the list may be.
create or replace function guard_list_once() returns trigger language plpgsql as $$
begin
  perform from mailing_list where id = new.list_id for no key update;
  if exists (select from dispatch_list l join dispatch d on d.id = l.dispatch_id
             join dispatch n on n.id = new.dispatch_id and n.revision_id = d.revision_id and n.kind = d.kind
             where d.kind = 'lists' and l.list_id = new.list_id and d.id <> n.id and d.status not in ('cancelled', 'failed')
               and (d.tags = '{}' or n.tags <> '{}' and n.tags <@ d.tags)) then
    perform refuse('list-served', (select slug from mailing_list where id = new.list_id));
  end if;
  return new;
end $$;
