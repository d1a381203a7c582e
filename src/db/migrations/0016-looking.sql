-- What looks at the record and at how the work goes, over years of it.

-- What an event is about: the release, translation or dispatch that its details name, else the row itself.
create function audit_subject(e audit_event) returns text language sql immutable as $$
  select coalesce(e.details ->> 'release_id', e.details ->> 'translation_id', e.details ->> 'dispatch_id', e.entity_id)
$$;
create index audit_event_subject on audit_event (audit_subject(audit_event), seq);
create index audit_event_action on audit_event (action, seq);
create index audit_event_actor on audit_event (actor_id, seq);
create index audit_event_at on audit_event (at, seq);

create index draft_recent on draft (created_at);
-- How many units an imported memory has.
create index memory_unit_imported_from on memory_unit (imported_from) where imported_from is not null;
create index approval_recent on approval (approved_at);

-- Whoever looks at the termbase looks again, once for each statement.
create function tell_terms_change() returns trigger language plpgsql as $$
begin
  perform tell_change(jsonb_build_object('kind', 'terms'));
  return null;
end $$;
create trigger tell after insert or update or delete on concept for each statement execute function tell_terms_change();
create trigger tell after insert or update or delete on term for each statement execute function tell_terms_change();
create trigger tell after insert or update or delete on confirmation for each statement execute function tell_terms_change();
