-- What changed is told to whoever looks at it. Only names of things: each looks again for itself.

create function tell_change(change jsonb) returns void language sql as $$
  select pg_notify('bayon_change', change::text)
$$;

create function tell_release_change() returns trigger language plpgsql as $$
begin
  perform tell_change(jsonb_build_object('kind', 'release', 'slug', new.slug));
  return null;
end $$;
create trigger tell after insert or update on release for each row execute function tell_release_change();

-- Of a table with a revision_id: where each of its rows stands.
create function tell_revision_change() returns trigger language plpgsql as $$
begin
  perform tell_change(jsonb_build_object('kind', tg_table_name, 'slug', l.slug, 'locale', to_jsonb(new) ->> 'locale'))
  from revision r join release l on l.id = r.release_id where r.id = new.revision_id;
  return null;
end $$;
create trigger tell after insert or update of status, checked_sha256 on translation
  for each row execute function tell_revision_change();
create trigger tell after update of status on edition for each row execute function tell_revision_change();

create function tell_dispatch_change() returns trigger language plpgsql as $$
begin
  perform tell_change(jsonb_build_object('kind', 'dispatch', 'slug', l.slug, 'id', new.id))
  from release l where l.id = new.release_id;
  return null;
end $$;
create trigger tell after insert or update of status on dispatch for each row execute function tell_dispatch_change();

create function tell_comment_change() returns trigger language plpgsql as $$
begin
  perform tell_change(jsonb_build_object('kind', 'comment', 'slug', l.slug, 'locale', t.locale))
  from translation t join revision r on r.id = t.revision_id join release l on l.id = r.release_id
  where t.id = new.translation_id;
  return null;
end $$;
create trigger tell after insert or update on comment for each row execute function tell_comment_change();
