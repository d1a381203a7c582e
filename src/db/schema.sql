-- Made by `npm run schema` from the migrations. Read it; change the migrations.

CREATE OR REPLACE FUNCTION public.are_tags(tags text[])
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select cardinality(tags) <= 20
     and tags collate "C" = array(select distinct tag collate "C" as tag from unnest(tags) tag order by tag)
     and not exists (select from unnest(tags) tag
                     where tag is null or length(tag) not between 1 and 40 or tag <> btrim(tag)
                        or tag <> lower(tag collate "pg_c_utf8") or tag ~ '[\x01-\x1F\x7F,;]')
$function$
;

CREATE OR REPLACE FUNCTION public.ask_for_job()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' or new.status is distinct from old.status then
    insert into outbox (job, payload)
    select j.job, jsonb_build_object('id', new.id) from status_job j
    where j.entity = tg_table_name and j.status = new.status;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_canonical(e audit_event)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
  select convert_to(
    canonical_field(e.seq::text)
    || canonical_field(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || canonical_field(e.actor_id::text) || canonical_field(e.database_role)
    || canonical_field(e.action) || canonical_field(e.entity) || canonical_field(e.entity_id)
    || canonical_field(e.details::text) || canonical_field(encode(e.previous_sha256, 'hex')), 'UTF8')
$function$
;

CREATE OR REPLACE FUNCTION public.audit_edit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (coalesce(new.edited_by, current_actor()), 'target-edited', 'target', new.segment_id::text,
          jsonb_build_object('translation_id', new.translation_id, 'version', new.version, 'before', old.text, 'after', new.text));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_forgotten()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'memory-forgotten', 'memory', old.id::text, jsonb_build_object('name', old.name));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_revoke()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'role-revoked', tg_table_name, old.person_id::text,
          jsonb_build_object('role', old.role, 'locale', old.locale));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_row()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  row_now jsonb := to_jsonb(new);
  told jsonb;
begin
  select coalesce(jsonb_object_agg(c, row_now -> c), '{}') into told from unnest(tg_argv[2:]) c;
  if tg_op = 'UPDATE' and row_now ->> 'status' is distinct from to_jsonb(old) ->> 'status' then
    told := told || jsonb_build_object('from', to_jsonb(old) -> 'status', 'to', row_now -> 'status');
  end if;
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (coalesce((row_now ->> tg_argv[1])::uuid, current_actor()), tg_argv[0], tg_table_name,
          coalesce(row_now ->> 'id', row_now ->> 'person_id'), told);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_subject(e audit_event)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select coalesce(e.details ->> 'release_id', e.details ->> 'translation_id', e.details ->> 'dispatch_id', e.entity_id)
$function$
;

CREATE OR REPLACE FUNCTION public.audit_termbase()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_two_factor_reset()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'two-factor-reset', 'person', old.person_id::text, '{}');
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_unname()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'person-unnamed', tg_table_name, old.person_id::text, to_jsonb(old));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.cancel_deliveries(of_dispatch uuid, most integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
declare
  done integer;
begin
  update delivery set status = 'cancelled' where id in (
    select id from delivery where dispatch_id = of_dispatch and status in ('pending', 'deferred')
    limit most for update);
  get diagnostics done = row_count;
  return done;
end $function$
;

CREATE OR REPLACE FUNCTION public.cancel_notices()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update notification set status = 'cancelled' where review_id = new.id and status = 'pending';
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.cancel_what_waits()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  most constant integer := 2000;
begin
  if cancel_deliveries(new.id, most) = most then
    update dispatch set cancel_at = clock_timestamp() where id = new.id;
    insert into outbox (job, payload) values ('cancel-deliveries', jsonb_build_object('id', new.id));
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.canonical_field(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when value is null then '-,' else octet_length(value) || ':' || value || ',' end
$function$
;

CREATE OR REPLACE FUNCTION public.carry_comments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update comment c set translation_id = m.translation_id, segment_id = m.segment_id
  from made m
  join segment s on s.id = m.segment_id
  join segment p on p.id = s.previous_id
  join translation t on t.id = m.translation_id
  join translation was on was.revision_id = p.revision_id and was.locale = t.locale
  where c.translation_id = was.id and c.segment_id = p.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.chain_audit_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  last audit_event;
begin
  -- One at a time: the order of the chain is the order of the commits.
  perform pg_advisory_xact_lock(hashtext('bayon.audit'));
  select seq, sha256 into last.seq, last.sha256 from audit_head;
  new.seq := coalesce(last.seq, 0) + 1;
  new.at := clock_timestamp();
  new.database_role := session_user;
  new.previous_sha256 := coalesce(last.sha256, '\x'::bytea);
  new.sha256 := sha256(audit_canonical(new));
  insert into audit_head (seq, sha256) values (new.seq, new.sha256)
  on conflict (is_only) do update set seq = excluded.seq, sha256 = excluded.sha256;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.content_sha256(wanted_translation uuid)
 RETURNS bytea
 LANGUAGE sql
 STABLE
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.current_actor()
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select nullif(current_setting('bayon.actor', true), '')::uuid
$function$
;

CREATE OR REPLACE FUNCTION public.deny()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% of % is not allowed: rows of this table never change', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.due_at(d dispatch)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select greatest(d.scheduled_at, r.embargo_at) from release r where r.id = d.release_id
$function$
;

CREATE OR REPLACE FUNCTION public.end_confirmation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  changed term;
begin
  if tg_op = 'UPDATE' and (new.text, new.status, new.mention) = (old.text, old.status, old.mention) then return null; end if;
  if tg_op = 'DELETE' then changed := old; else changed := new; end if;
  delete from confirmation c where c.concept_id = changed.concept_id and changed.locale in (c.locale, 'en');
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.end_with_deactivation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from session where person_id = new.id;
  delete from verification where value = new.id::text;
  update password_reset set used_at = now() where person_id = new.id and used_at is null;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.end_with_password()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from session where person_id = new.person_id;
  delete from verification where value = new.person_id::text;
  update password_reset set used_at = now() where person_id = new.person_id and used_at is null;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.forget_voided()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from memory_unit where translation_id = new.translation_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.forget_withdrawn()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from memory_unit u using translation t join revision r on r.id = t.revision_id
  where u.translation_id = t.id and r.release_id = new.id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_approval()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  t translation;
begin
  select * into t from translation where id = new.translation_id for update;
  if read_before_revision(t, new.content_sha256) then
    perform refuse('revision-superseded');
  end if;
  if t.status <> 'in-review' then
    perform refuse('translation-not-in-review', t.status);
  end if;
  if new.content_sha256 is distinct from content_sha256(t.id) then
    perform refuse('approval-stale');
  end if;
  if exists (select from target g where g.translation_id = t.id and g.edited_by = new.approved_by) then
    perform refuse('four-eyes');
  end if;
  if not exists (select from person_role r
                 where r.person_id = new.approved_by and r.role = 'reviewer' and r.locale = t.locale) then
    perform refuse('not-a-reviewer', t.locale);
  end if;
  if exists (select from segment s left join target g on g.segment_id = s.id and g.translation_id = t.id
             where s.revision_id = t.revision_id and coalesce(g.text, '') = '') then
    perform refuse('segments-open');
  end if;
  if t.checked_sha256 is distinct from new.content_sha256 then
    perform refuse('checks-stale');
  end if;
  if exists (select from finding f where f.translation_id = t.id and f.severity = 'error' and f.waived_by is null) then
    perform refuse('findings-open');
  end if;
  new.approved_at := clock_timestamp();
  new.voided_at := null;
  new.void_reason := null;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_approval_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' or old.voided_at is not null
     or (new.id, new.translation_id, new.content_sha256, new.approved_by, new.approved_at)
        is distinct from (old.id, old.translation_id, old.content_sha256, old.approved_by, old.approved_at) then
    raise exception 'an approval never changes, it can only be voided' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_approved_before()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select m.approved_in, t.locale, s.text, m.text
    from made m join segment s on s.id = m.segment_id join translation t on t.id = m.translation_id
    where m.approved_in is not null
    except
    select a.id, t.locale, s.text, g.text
    from approval a join translation t on t.id = a.translation_id
    join target g on g.translation_id = t.id join segment s on s.id = g.segment_id
    where a.voided_at is null and a.id in (select approved_in from made)) then
    raise exception 'a pair that was not approved' using errcode = 'restrict_violation';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_approved_edition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from edition e where e.id = new.edition_id and e.approvals_sha256 = new.approvals_sha256 for share;
  if not found then
    perform refuse('edition-not-approved', new.edition_id::text);
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_artifact()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from edition e where e.id = new.edition_id and e.approvals_sha256 = new.approvals_sha256 for share;
  if not found then
    perform refuse('edition-not-approved', new.name);
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_bounce()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and new.said = '' and to_jsonb(new) - 'said' = to_jsonb(old) - 'said' then
    return new;
  end if;
  raise exception '% of % is not allowed: rows of this table never change', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_comment()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_confirmation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_delivery()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  d dispatch;
begin
  if new.status = 'sending' and old.status <> 'sending' then
    select * into d from dispatch where id = new.dispatch_id for key share;
    if d.status <> 'sending' then
      perform refuse('dispatch-not-sending', d.status);
    end if;
    if due_at(d) > clock_timestamp() then
      perform refuse('embargoed', due_at(d)::text);
    end if;
    -- The words of a withdrawal were confirmed when it was ordered, and never change.
    if d.kind <> 'withdrawal' and not exists (
      select from dispatch_edition p join edition e on e.id = p.edition_id
      where p.dispatch_id = new.dispatch_id and p.edition_id = new.edition_id
        and e.status = 'rendered' and e.approvals_sha256 = p.approvals_sha256) then
      perform refuse('edition-not-approved');
    end if;
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_delivery_identity()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.id, new.dispatch_id, new.edition_id, new.subscriber_id, new.email)
     is distinct from (old.id, old.dispatch_id, old.edition_id, old.subscriber_id, old.email)
     and not (is_erased(new.email) and (new.id, new.dispatch_id, new.edition_id, new.subscriber_id)
              is not distinct from (old.id, old.dispatch_id, old.edition_id, old.subscriber_id)) then
    raise exception 'a delivery stays what it was frozen as' using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_dispatch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.status = 'sending' and old.status = 'frozen' and due_at(new) > clock_timestamp() then
    perform refuse('embargoed', due_at(new)::text);
  end if;
  -- Everybody is in the books, before anybody is written to.
  if new.status = 'frozen' and old.status = 'pending' and (new.candidates, new.recipients) is distinct from
     (select (count(*)::int, count(*) filter (where status = 'pending')::int) from delivery where dispatch_id = new.id) then
    raise exception 'the audience of dispatch % does not add up', new.id using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_edition()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  s record;
begin
  if new.approval_ids is not null then
    select * into s from standing_approvals(new.revision_id, new.locales);
    if new.approval_ids is distinct from s.ids or new.approvals_sha256 is distinct from s.hash then
      perform refuse('edition-not-approved', new.name);
    end if;
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_embargo_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- The lock that a delivery takes before it leaves: either it is seen here, or it sees the new embargo.
  perform from dispatch where release_id = new.id order by id for update;
  if has_left(new.id) then
    perform refuse('embargo-fixed');
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_list_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform from mailing_list where id = new.list_id for no key update;
  if exists (select from dispatch_list l join dispatch d on d.id = l.dispatch_id
             join dispatch n on n.id = new.dispatch_id and n.revision_id = d.revision_id and n.kind = d.kind
             where d.kind = 'lists' and l.list_id = new.list_id and d.id <> n.id and d.status not in ('cancelled', 'failed')
               and (d.tags = '{}' or n.tags <> '{}' and n.tags <@ d.tags)) then
    perform refuse('list-served', (select slug from mailing_list where id = new.list_id));
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_memory()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_named_person()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from person_role r
                 where r.person_id = new.person_id and r.role = new.role and r.locale = new.locale) then
    perform refuse('person-unfit', coalesce((select name from person where id = new.person_id), new.person_id::text));
  end if;
  if new.role = 'reviewer' and exists (
    select from revision r join translation t on t.revision_id = r.id and t.locale = new.locale
    join target g on g.translation_id = t.id and g.edited_by = new.person_id
    where r.release_id = new.release_id and t.status <> 'superseded') then
    perform refuse('person-edited', (select name from person where id = new.person_id));
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_new_deliveries()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from added a join dispatch d on d.id = a.dispatch_id where d.status <> 'pending') then
    perform refuse('dispatch-frozen');
  end if;
  if exists (select status from added
             except select to_status from status_edge where entity = 'delivery' and from_status = '') then
    perform refuse('status-conflict');
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_new_dispatch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  release_status text;
begin
  -- The lock that a new revision and a withdrawal take: either they see this dispatch, or they are seen here.
  select status into release_status from release where id = new.release_id for share;
  if new.kind = 'withdrawal' then
    if release_status <> 'withdrawn' then
      perform refuse('not-withdrawn');
    end if;
    -- Four eyes: who gave the reason is not who has it sent.
    if exists (select from withdrawal where release_id = new.release_id and withdrawn_by = new.created_by) then
      perform refuse('withdrawal-four-eyes');
    end if;
    if exists (select from delivery v join dispatch d on d.id = v.dispatch_id
               where d.release_id = new.release_id and v.status = 'sending') then
      perform refuse('messages-under-way');
    end if;
  elsif release_status = 'withdrawn' then
    perform refuse('release-withdrawn');
  end if;
  if new.kind = 'correction' and exists (
    select from dispatch d where d.release_id = new.release_id and d.revision_id <> new.revision_id
      and d.status in ('pending', 'frozen', 'sending', 'paused')) then
    perform refuse('dispatch-under-way');
  end if;
  if exists (select from revision r join revision newer on newer.release_id = r.release_id and newer.number > r.number
             where r.id = new.revision_id) then
    perform refuse('revision-superseded');
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_notice()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from review where id = new.review_id and settled_at is not null) then
    new.status := 'cancelled';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_office_style()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if not has_role(new.saved_by, 'administrator') then
    perform refuse('not-allowed');
  end if;
  new.saved_at := clock_timestamp();
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_open_comments()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from comment c
             where c.translation_id = new.translation_id and c.parent_id is null and c.resolved_at is null) then
    perform refuse('comments-open');
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_public_embargo()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from publication p join edition e on e.id = p.edition_id join revision r on r.id = e.revision_id
             where r.release_id = new.id and greatest(p.published_at, old.embargo_at) <= clock_timestamp()) then
    perform refuse('already-public');
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_publication()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_retry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  d dispatch;
  is_withdrawn boolean;
begin
  select r.status = 'withdrawn' into is_withdrawn
  from release r where r.id = (select release_id from dispatch where id = new.dispatch_id) for share;
  select * into d from dispatch where id = new.dispatch_id for no key update;
  if d.status = 'cancelled' or is_withdrawn and d.kind <> 'withdrawal' then
    new.status := 'cancelled';
  elsif d.status = 'completed' then
    update dispatch set status = 'frozen' where id = new.dispatch_id;
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  release_status text;
begin
  select status into release_status from release where id = new.release_id for no key update;
  if release_status = 'withdrawn' then
    perform refuse('status-conflict', release_status);
  end if;
  if new.number <> 1 + (select count(*) from revision where release_id = new.release_id) then
    raise exception 'revisions are numbered one by one' using errcode = 'restrict_violation';
  end if;
  perform from translation
  where revision_id in (select id from revision where release_id = new.release_id) order by id for update;
  perform from dispatch where release_id = new.release_id and status = 'pending' order by id for update;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_standstill()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if stands_still() then
    perform refuse('standstill');
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_status()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  before_status text := '';
begin
  if tg_op = 'UPDATE' then
    if new.status is not distinct from old.status then return new; end if;
    before_status := old.status;
  end if;
  if not exists (select from status_edge e
                 where e.entity = tg_table_name and e.from_status = before_status and e.to_status = new.status) then
    perform refuse('status-conflict', format('%s: %s -> %s', tg_table_name, before_status, new.status));
  end if;
  new.status_since := clock_timestamp();
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_structure()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from translation t where t.revision_id = new.revision_id) then
    raise exception 'revision % is closed', new.revision_id using errcode = 'restrict_violation';
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.guard_target()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  translation_status text;
  release_status text;
begin
  if tg_op = 'UPDATE' then
    if (new.translation_id, new.segment_id) is distinct from (old.translation_id, old.segment_id) then
      raise exception 'a target stays with its segment' using errcode = 'restrict_violation';
    end if;
    if new.text = old.text then
      if new.approved_in is distinct from old.approved_in then
        raise exception 'what was approved before is known when a target is made' using errcode = 'restrict_violation';
      end if;
      return null;
    end if;
    new.version := old.version + 1;
    new.edited_at := clock_timestamp();
    new.approved_in := null;
  end if;
  -- The lock that an approval takes: either the edit is seen by it, or it is voided by the edit.
  select t.status, l.status into translation_status, release_status
  from translation t join revision r on r.id = t.revision_id join release l on l.id = r.release_id
  where t.id = coalesce(new.translation_id, old.translation_id) for update of t;
  if translation_status = 'superseded' then
    perform refuse('revision-superseded');
  end if;
  if release_status = 'withdrawn' and new.edited_by is not null then
    perform refuse('release-withdrawn');
  end if;
  update approval set voided_at = clock_timestamp(), void_reason = 'text-changed'
  where translation_id = coalesce(new.translation_id, old.translation_id) and voided_at is null;
  return coalesce(new, old);
end $function$
;

CREATE OR REPLACE FUNCTION public.has_left(release_id uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from delivery v join dispatch d on d.id = v.dispatch_id
                 where d.release_id = has_left.release_id
                   and v.status in ('sending', 'sent', 'deferred', 'bounced', 'failed', 'uncertain'))
$function$
;

CREATE OR REPLACE FUNCTION public.has_role(person_id uuid, role text)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from person_role r where r.person_id = has_role.person_id and r.role = has_role.role)
$function$
;

CREATE OR REPLACE FUNCTION public.is_erased(email text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select email like '%@erased.invalid'
$function$
;

CREATE OR REPLACE FUNCTION public.is_importing()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select current_setting('bayon.importing', true) is not distinct from 'yes'
$function$
;

CREATE OR REPLACE FUNCTION public.keep_administrator()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  leaving uuid := coalesce(to_jsonb(old) ->> 'person_id', to_jsonb(old) ->> 'id');
begin
  perform pg_advisory_xact_lock(hashtext('bayon.administrator'));
  if not exists (select from person_role r join person p on p.id = r.person_id
                 where r.role = 'administrator' and p.deactivated_at is null and p.id <> leaving) then
    perform refuse('last-administrator');
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $function$
;

CREATE OR REPLACE FUNCTION public.list_publication()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform list_publications(array[new.id]);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.list_publications(publications uuid[])
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into listing (publication_id, release_id, revision, locale, at)
  select p.id, r.release_id, r.number, e.locales[1], greatest(p.published_at, l.embargo_at)
  from publication p join edition e on e.id = p.edition_id
  join revision r on r.id = e.revision_id join release l on l.id = r.release_id
  where p.id = any(publications) and cardinality(e.locales) = 1
$function$
;

CREATE OR REPLACE FUNCTION public.mark_alone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.alone := (select cardinality(e.locales) = 1 from edition e where e.id = new.edition_id);
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.move_editions()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  r uuid := (select revision_id from translation where id = new.translation_id);
begin
  if tg_op = 'INSERT' then
    -- Approvals of two locales at once: the later one sees both.
    perform from revision where id = r for no key update;
    update edition e set status = 'pending', approval_ids = s.ids, approvals_sha256 = s.hash
    from edition w cross join lateral standing_approvals(w.revision_id, w.locales) s
    where w.id = e.id and e.revision_id = r and e.status = 'waiting' and s.ids is not null;
  else
    update edition set status = 'waiting', approval_ids = null, approvals_sha256 = null, subject = null
    where approval_ids @> array[new.id];
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.move_listings()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update listing n set at = greatest(p.published_at, new.embargo_at)
  from publication p where n.release_id = new.id and p.id = n.publication_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.move_public_at()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.public_at := case when new.status = 'in-progress' and old.public_at is not null
                        then coalesce(new.embargo_at, clock_timestamp()) end;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.move_with_approval()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'INSERT' then
    update translation set status = 'approved' where id = new.translation_id;
    update review set closed_at = new.approved_at, outcome = 'approved', closed_by = new.approved_by
    where translation_id = new.translation_id and closed_at is null;
  else
    -- The text has changed under its approval: it goes back to be looked at again.
    update translation set status = 'drafted' where id = new.translation_id and status = 'approved';
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_revision_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform note_words(new.release_id);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_title_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform note_words(r.release_id)
  from segment s join block b on b.id = s.block_id join revision r on r.id = b.revision_id
  where s.id = (to_jsonb(new) ->> tg_argv[0])::uuid and b.type = 'title';
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.note_words(noted uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
end $function$
;

CREATE OR REPLACE FUNCTION public.outbox_notify()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  notify bayon_outbox;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.plan_again()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update review v set remind_at = clock_timestamp()
  from translation t join revision r on r.id = t.revision_id
  where r.release_id = new.id and v.translation_id = t.id and v.settled_at is null;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.publish_dispatched()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into publication (edition_id, approvals_sha256, published_by, dispatch_id)
  select e.id, e.approvals_sha256, new.created_by, new.id
  from edition e where e.revision_id = new.revision_id and e.status = 'rendered' order by e.id
  on conflict do nothing;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.read_before_revision(t translation, read_sha256 bytea)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select t.status = 'superseded' or read_sha256 is distinct from content_sha256(t.id) and exists (
    select from revision r
    join revision earlier on earlier.release_id = r.release_id and earlier.number < r.number
    join translation e on e.revision_id = earlier.id and e.locale = t.locale
    where r.id = t.revision_id and e.checked_sha256 = read_sha256)
$function$
;

CREATE OR REPLACE FUNCTION public.refuse(code text, detail text DEFAULT ''::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '%', code using errcode = 'BAYON', detail = detail;
end $function$
;

CREATE OR REPLACE FUNCTION public.release_of(entity text, row_id uuid)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select case entity when 'webhook_delivery' then (select w.body ->> 'release' from webhook_delivery w where w.id = row_id)
  else (select l.slug from release l where l.id = case entity
    when 'translation' then (select r.release_id from translation t join revision r on r.id = t.revision_id where t.id = row_id)
    when 'edition' then (select r.release_id from edition e join revision r on r.id = e.revision_id where e.id = row_id)
    when 'dispatch' then (select d.release_id from dispatch d where d.id = row_id)
    when 'review' then (select r.release_id from review v join translation t on t.id = v.translation_id
                        join revision r on r.id = t.revision_id where v.id = row_id)
    when 'notification' then (select r.release_id from notification n
                        left join review v on v.id = n.review_id left join comment c on c.id = n.comment_id
                        join translation t on t.id = coalesce(v.translation_id, c.translation_id)
                        join revision r on r.id = t.revision_id where n.id = row_id)
  end) end
$function$
;

CREATE OR REPLACE FUNCTION public.revoke_keys()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update api_key set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.search_text(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select lower(translate(value, E'*\u200b', ''))
$function$
;

CREATE OR REPLACE FUNCTION public.settle_release()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update review v set settled_at = clock_timestamp(), remind_at = null
  from translation t join revision r on r.id = t.revision_id
  where r.release_id = new.id and v.translation_id = t.id and v.settled_at is null;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.settle_translation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update review set settled_at = clock_timestamp(), remind_at = null
  where translation_id = new.id and settled_at is null;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.short_runs(value text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  select array_agg(distinct run) from (
    select unnest(array[letter, letter || lead(letter) over (order by place)]) as run
    from string_to_table(value, null) with ordinality t(letter, place)
  ) runs where run is not null
$function$
;

CREATE OR REPLACE FUNCTION public.standing_approvals(wanted_revision uuid, wanted_locales text[], OUT ids uuid[], OUT hash bytea)
 RETURNS record
 LANGUAGE sql
 STABLE
AS $function$
  select case when count(a.id) = cardinality(wanted_locales) then array_agg(a.id order by w.n) end,
         case when count(a.id) = cardinality(wanted_locales)
              then sha256(string_agg(a.content_sha256, ''::bytea order by w.n)) end
  from unnest(wanted_locales) with ordinality w(locale, n)
  left join translation t on t.revision_id = wanted_revision and t.locale = w.locale
  left join approval a on a.translation_id = t.id and a.voided_at is null
$function$
;

CREATE OR REPLACE FUNCTION public.stands_still()
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select exists (select from standstill where ended_at is null)
$function$
;

CREATE OR REPLACE FUNCTION public.stop_dispatches()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update dispatch set status = 'cancelled', reason = 'release-withdrawn'
  where release_id = new.id and status in ('pending', 'frozen', 'sending', 'paused');
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.style_in_force(since timestamp with time zone)
 RETURNS uuid
 LANGUAGE sql
 STABLE
AS $function$
  select id from office_style where saved_at <= since order by saved_at desc, id desc limit 1
$function$
;

CREATE OR REPLACE FUNCTION public.supersede()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update translation set status = 'superseded'
  where status <> 'superseded'
    and revision_id in (select id from revision where release_id = new.release_id and number < new.number);
  update review v set closed_at = clock_timestamp(), outcome = 'superseded', closed_by = new.created_by,
                      reason = format('revision %s', new.number)
  from translation t join revision r on r.id = t.revision_id
  where t.id = v.translation_id and v.closed_at is null and r.release_id = new.release_id and r.number < new.number;
  update dispatch set status = 'cancelled', reason = 'revision-superseded'
  where release_id = new.release_id and status = 'pending';
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_change(change jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  select pg_notify('bayon_change', change::text)
$function$
;

CREATE OR REPLACE FUNCTION public.tell_comment_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_change(jsonb_build_object('kind', 'comment', 'slug', l.slug, 'locale', t.locale))
  from translation t join revision r on r.id = t.revision_id join release l on l.id = r.release_id
  where t.id = new.translation_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_dispatch_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_change(jsonb_build_object('kind', 'dispatch', 'slug', l.slug, 'id', new.id))
  from release l where l.id = new.release_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_dispatch_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_webhooks('dispatch.' || new.status, jsonb_build_object('release', l.slug, 'dispatch', new.id,
    'kind', new.kind, 'status', new.status, 'recipients', new.recipients, 'excluded', new.excluded))
  from release l where l.id = new.release_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_part_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  what jsonb := to_jsonb(new);
begin
  perform tell_webhooks(tg_table_name || '.' || new.status, jsonb_strip_nulls(jsonb_build_object(
    'release', l.slug, 'revision', r.number, 'locale', what -> 'locale', 'edition', what -> 'name', 'status', new.status)))
  from revision r join release l on l.id = r.release_id where r.id = new.revision_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_publication_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_webhooks('edition.published', jsonb_build_object('release', l.slug, 'revision', r.number, 'edition', e.name,
    'public_from', greatest(new.published_at, l.embargo_at)))
  from edition e join revision r on r.id = e.revision_id join release l on l.id = r.release_id where e.id = new.edition_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_release_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_change(jsonb_build_object('kind', 'release', 'slug', new.slug));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_release_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_webhooks(case tg_op when 'INSERT' then 'release.submitted' else 'release.' || new.status end,
    jsonb_build_object('release', new.slug, 'status', new.status));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_revision_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_change(jsonb_build_object('kind', tg_table_name, 'slug', l.slug, 'locale', to_jsonb(new) ->> 'locale'))
  from revision r join release l on l.id = r.release_id where r.id = new.revision_id;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_revision_step()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if new.number > 1 then
    perform tell_webhooks('release.revised', jsonb_build_object('release', l.slug, 'revision', new.number))
    from release l where l.id = new.release_id;
  end if;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_terms_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform tell_change(jsonb_build_object('kind', 'terms'));
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.tell_webhooks(told text, body jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into webhook_delivery (webhook_id, event, body, status)
  select w.id, told, body, 'pending' from webhook w
  where w.removed_at is null and w.paused_at is null and told = any(w.events) and not stands_still()
$function$
;

CREATE OR REPLACE FUNCTION public.term_key(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select lower(regexp_replace(normalize(value, NFKC), '[[:space:]\u200b-\u200d\u2060]+', '', 'g'))
$function$
;

CREATE OR REPLACE FUNCTION public.term_lead(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select substring(term_words(value) from '^[^ ]+(?: [^ ]+)?')
$function$
;

CREATE OR REPLACE FUNCTION public.term_rest(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select regexp_replace(regexp_replace(term_words(value), '^[^ ]+(?: [^ ]+)?', ''), '([^ ]{3})[^ ]+', '\1', 'g')
$function$
;

CREATE OR REPLACE FUNCTION public.term_words(value text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select lower(trim(regexp_replace(value, '[^[:alnum:]]+', ' ', 'g')))
$function$
;

CREATE OR REPLACE FUNCTION public.text_sha256(value text)
 RETURNS bytea
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select sha256(convert_to(value, 'UTF8'))
$function$
;

CREATE OR REPLACE FUNCTION public.wait_for_embargo()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update release l set public_at = l.embargo_at
  from edition e join revision r on r.id = e.revision_id
  where e.id = new.edition_id and l.id = r.release_id and l.status = 'in-progress' and l.embargo_at > clock_timestamp();
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.wake_dispatches()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into outbox (job, payload)
  select j.job, jsonb_build_object('id', d.id) from dispatch d
  join status_job j on j.entity = 'dispatch' and j.status = d.status
  where d.release_id = new.id;
  return null;
end $function$
;

CREATE UNIQUE INDEX alert_open ON public.alert USING btree (stage) WHERE (ended_at IS NULL);

CREATE INDEX api_key_person ON public.api_key USING btree (person_id);

CREATE INDEX approval_recent ON public.approval USING btree (approved_at);

CREATE UNIQUE INDEX approval_standing ON public.approval USING btree (translation_id) WHERE (voided_at IS NULL);

CREATE INDEX artifact_sha256 ON public.artifact USING btree (sha256);

CREATE INDEX assignment_person ON public.assignment USING btree (person_id);

CREATE INDEX audit_event_action ON public.audit_event USING btree (action, seq);

CREATE INDEX audit_event_actor ON public.audit_event USING btree (actor_id, seq);

CREATE INDEX audit_event_at ON public.audit_event USING btree (at, seq);

CREATE INDEX audit_event_entity ON public.audit_event USING btree (entity, entity_id);

CREATE INDEX audit_event_subject ON public.audit_event USING btree (audit_subject(audit_event.*), seq);

CREATE INDEX comment_mentions ON public.comment USING gin (mentions);

CREATE INDEX comment_segment ON public.comment USING btree (translation_id, segment_id);

CREATE INDEX consent_email ON public.consent USING btree (email, asked_at);

CREATE INDEX delivery_count ON public.delivery USING btree (dispatch_id, status, status_since);

CREATE INDEX delivery_due ON public.delivery USING btree (dispatch_id, due_at) WHERE (status = ANY (ARRAY['pending'::text, 'deferred'::text]));

CREATE INDEX delivery_open ON public.delivery USING btree (status) WHERE (status = ANY (ARRAY['pending'::text, 'sending'::text, 'deferred'::text, 'uncertain'::text]));

CREATE INDEX delivery_sending ON public.delivery USING btree (worker) WHERE (status = 'sending'::text);

CREATE INDEX delivery_subscriber ON public.delivery USING btree (subscriber_id);

CREATE INDEX dispatch_cancel ON public.dispatch USING btree (cancel_at) WHERE (cancel_at IS NOT NULL);

CREATE UNIQUE INDEX dispatch_correction ON public.dispatch USING btree (revision_id) WHERE ((kind = 'correction'::text) AND (status <> ALL (ARRAY['cancelled'::text, 'failed'::text])));

CREATE INDEX dispatch_release ON public.dispatch USING btree (release_id);

CREATE INDEX dispatch_status ON public.dispatch USING btree (status, status_since);

CREATE UNIQUE INDEX dispatch_withdrawal ON public.dispatch USING btree (release_id) WHERE ((kind = 'withdrawal'::text) AND (status <> ALL (ARRAY['cancelled'::text, 'failed'::text])));

CREATE INDEX draft_distance_recent ON public.draft_distance USING btree (approved_at);

CREATE INDEX draft_recent ON public.draft USING btree (created_at);

CREATE INDEX edition_approvals ON public.edition USING gin (approval_ids);

CREATE INDEX edition_status ON public.edition USING btree (status, status_since);

CREATE INDEX engine_call_recent ON public.engine_call USING btree (created_at);

CREATE INDEX engine_call_translation ON public.engine_call USING btree (translation_id);

CREATE INDEX letter_status ON public.letter USING btree (status, status_since);

CREATE INDEX listing_newest ON public.listing USING btree (at, publication_id);

CREATE INDEX listing_newest_of_locale ON public.listing USING btree (locale, at, publication_id);

CREATE INDEX listing_release ON public.listing USING btree (release_id);

CREATE INDEX memory_source_grams ON public.memory_source USING gin (grams gin__int_ops) WITH (fastupdate=off);

CREATE UNIQUE INDEX memory_unit_approved ON public.memory_unit USING btree (translation_id, segment_id) WHERE (translation_id IS NOT NULL);

CREATE INDEX memory_unit_exact ON public.memory_unit USING btree (target_locale, source_locale, source_sha256);

CREATE UNIQUE INDEX memory_unit_imported ON public.memory_unit USING btree (target_locale, source_locale, source_sha256, text_sha256(target)) WHERE (imported_from IS NOT NULL);

CREATE INDEX memory_unit_imported_from ON public.memory_unit USING btree (imported_from) WHERE (imported_from IS NOT NULL);

CREATE INDEX memory_unit_newest ON public.memory_unit USING btree (target_locale, id);

CREATE INDEX memory_unit_source_search ON public.memory_unit USING gin (search_text(source) gin_trgm_ops);

CREATE INDEX memory_unit_target_search ON public.memory_unit USING gin (search_text(target) gin_trgm_ops);

CREATE INDEX notification_person ON public.notification USING btree (person_id, status, status_since);

CREATE INDEX notification_review ON public.notification USING btree (review_id) WHERE (status = 'pending'::text);

CREATE INDEX notification_status ON public.notification USING btree (status, status_since);

CREATE INDEX office_style_logo ON public.office_style USING btree (logo_sha256) WHERE (logo_sha256 IS NOT NULL);

CREATE INDEX outbox_due ON public.outbox USING btree (run_at, id);

CREATE INDEX outbox_job ON public.outbox USING btree (job, ((payload ->> 'id'::text)));

CREATE INDEX page_search ON public.page USING gin (search_text(((title || ' '::text) || text)) gin_trgm_ops) WHERE alone;

CREATE INDEX page_short_search ON public.page USING gin (short_runs(search_text(((title || ' '::text) || text)))) WHERE alone;

CREATE INDEX password_reset_person ON public.password_reset USING btree (person_id, created_at);

CREATE INDEX person_role_role ON public.person_role USING btree (role, locale);

CREATE INDEX release_public ON public.release USING btree (public_at) WHERE (public_at IS NOT NULL);

CREATE INDEX release_recent ON public.release USING btree (created_at DESC);

CREATE INDEX release_status_newest ON public.release USING btree (status, id);

CREATE INDEX release_words_search ON public.release_words USING gin (words gin_trgm_ops);

CREATE INDEX release_words_short_search ON public.release_words USING gin (short_runs(words));

CREATE INDEX return_mail_unrecognised ON public.return_mail USING btree (id) WHERE (kind = 'unrecognised'::text);

CREATE UNIQUE INDEX review_open ON public.review USING btree (translation_id) WHERE (closed_at IS NULL);

CREATE INDEX review_remind ON public.review USING btree (remind_at) WHERE (remind_at IS NOT NULL);

CREATE INDEX review_translation ON public.review USING btree (translation_id);

CREATE UNIQUE INDEX review_unsettled ON public.review USING btree (translation_id) WHERE (settled_at IS NULL);

CREATE INDEX revision_source ON public.revision USING btree (source_sha256);

CREATE INDEX segment_block ON public.segment USING btree (block_id);

CREATE INDEX session_person ON public.session USING btree (person_id);

CREATE UNIQUE INDEX standstill_one ON public.standstill USING btree ((true)) WHERE (ended_at IS NULL);

CREATE INDEX subscription_subscriber ON public.subscription USING btree (subscriber_id);

CREATE INDEX subscription_tags ON public.subscription USING gin (tags) WHERE (cardinality(tags) > 0);

CREATE INDEX term_lead ON public.term USING btree (locale, lead);

CREATE UNIQUE INDEX term_preferred ON public.term USING btree (concept_id, locale, mention) WHERE (status = 'preferred'::text);

CREATE INDEX term_search ON public.term USING gin (term_key(text) gin_trgm_ops);

CREATE INDEX translation_status ON public.translation USING btree (status, status_since);

CREATE INDEX verification_identifier ON public.verification USING btree (identifier);

CREATE INDEX webhook_delivery_log ON public.webhook_delivery USING btree (webhook_id, id);

CREATE INDEX webhook_delivery_status ON public.webhook_delivery USING btree (status, status_since);

-- delivery:  -> pending

-- delivery:  -> suppressed

-- delivery: deferred -> cancelled

-- delivery: deferred -> sending

-- delivery: deferred -> suppressed

-- delivery: pending -> cancelled

-- delivery: pending -> sending

-- delivery: pending -> suppressed

-- delivery: sending -> bounced

-- delivery: sending -> cancelled

-- delivery: sending -> deferred

-- delivery: sending -> failed

-- delivery: sending -> sent

-- delivery: sending -> uncertain

-- delivery: sent -> bounced

-- delivery: uncertain -> bounced

-- delivery: uncertain -> cancelled

-- delivery: uncertain -> deferred

-- delivery: uncertain -> failed

-- delivery: uncertain -> pending

-- delivery: uncertain -> sent

-- dispatch:  -> pending

-- dispatch: completed -> frozen

-- dispatch: frozen -> cancelled

-- dispatch: frozen -> paused

-- dispatch: frozen -> sending

-- dispatch: paused -> cancelled

-- dispatch: paused -> frozen

-- dispatch: pending -> cancelled

-- dispatch: pending -> failed

-- dispatch: pending -> frozen

-- dispatch: sending -> cancelled

-- dispatch: sending -> completed

-- dispatch: sending -> failed

-- dispatch: sending -> paused

-- edition:  -> waiting

-- edition: pending -> rendered

-- edition: pending -> waiting

-- edition: rendered -> waiting

-- edition: waiting -> pending

-- letter:  -> pending

-- letter: pending -> cancelled

-- letter: pending -> failed

-- letter: pending -> sent

-- notification:  -> pending

-- notification: pending -> cancelled

-- notification: pending -> sending

-- notification: sending -> cancelled

-- notification: sending -> failed

-- notification: sending -> pending

-- notification: sending -> sent

-- notification: sending -> uncertain

-- notification: uncertain -> cancelled

-- notification: uncertain -> failed

-- notification: uncertain -> pending

-- notification: uncertain -> sent

-- release:  -> in-progress

-- release: in-progress -> published

-- release: in-progress -> withdrawn

-- release: published -> withdrawn

-- translation:  -> drafted

-- translation:  -> pending

-- translation: approved -> drafted

-- translation: approved -> superseded

-- translation: drafted -> in-review

-- translation: drafted -> superseded

-- translation: in-review -> approved

-- translation: in-review -> returned

-- translation: in-review -> superseded

-- translation: pending -> drafted

-- translation: pending -> superseded

-- translation: returned -> drafted

-- translation: returned -> superseded

-- webhook_delivery:  -> pending

-- webhook_delivery: cancelled -> pending

-- webhook_delivery: failed -> pending

-- webhook_delivery: pending -> cancelled

-- webhook_delivery: pending -> delivered

-- webhook_delivery: pending -> failed

-- dispatch frozen: deliver-dispatch

-- dispatch pending: freeze-dispatch

-- dispatch sending: deliver-dispatch

-- edition pending: render-edition

-- letter pending: send-letter

-- notification pending: send-notification

-- translation drafted: open-review

-- translation pending: draft-translation

-- webhook_delivery pending: deliver-webhook

create sequence worker_number;

create table account (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint account_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint account_person_id_provider_id_key UNIQUE (person_id, provider_id),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_provider_id_account_id_key UNIQUE (provider_id, account_id)
);

create table alert (
  id uuid not null default uuidv7(),
  stage text not null,
  waiting_since timestamp with time zone not null,
  began_at timestamp with time zone not null default clock_timestamp(),
  told_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint alert_pkey PRIMARY KEY (id)
);

create table api_key (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  name text not null,
  prefix text not null,
  key_sha256 bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_key_sha256_key UNIQUE (key_sha256),
  constraint api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint api_key_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint api_key_pkey PRIMARY KEY (id)
);

create table approval (
  id uuid not null default uuidv7(),
  translation_id uuid not null,
  content_sha256 bytea not null,
  approved_by uuid not null,
  approved_at timestamp with time zone not null default now(),
  voided_at timestamp with time zone,
  void_reason text,
  constraint approval_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES person(id),
  constraint approval_check CHECK (((voided_at IS NULL) = (void_reason IS NULL))),
  constraint approval_pkey PRIMARY KEY (id),
  constraint approval_translation_id_fkey FOREIGN KEY (translation_id) REFERENCES translation(id)
);

create table artifact (
  edition_id uuid not null,
  name text not null,
  approvals_sha256 bytea not null,
  media_type text not null,
  size integer not null,
  sha256 bytea not null,
  rendered_at timestamp with time zone not null default now(),
  constraint artifact_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint artifact_name_check CHECK ((name = ANY (ARRAY['email.html'::text, 'email.txt'::text, 'document.pdf'::text, 'document-archive.pdf'::text, 'page.html'::text]))),
  constraint artifact_pkey PRIMARY KEY (edition_id, name, approvals_sha256),
  constraint artifact_sha256_fkey FOREIGN KEY (sha256) REFERENCES blob(sha256)
);

create table assignment (
  id uuid not null default uuidv7(),
  translation_id uuid not null,
  person_id uuid not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  constraint assignment_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint assignment_pkey PRIMARY KEY (id),
  constraint assignment_role_check CHECK ((role = ANY (ARRAY['translator'::text, 'reviewer'::text]))),
  constraint assignment_translation_id_fkey FOREIGN KEY (translation_id) REFERENCES translation(id),
  constraint assignment_translation_id_person_id_role_key UNIQUE (translation_id, person_id, role)
);

create table audit_event (
  seq bigint not null,
  at timestamp with time zone not null,
  actor_id uuid,
  database_role text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  details jsonb not null,
  previous_sha256 bytea not null,
  sha256 bytea not null,
  constraint audit_event_pkey PRIMARY KEY (seq)
);

create table audit_head (
  is_only boolean not null default true,
  seq bigint not null,
  sha256 bytea not null,
  constraint audit_head_is_only_check CHECK (is_only),
  constraint audit_head_pkey PRIMARY KEY (is_only)
);

create table blob (
  sha256 bytea not null,
  content bytea not null,
  constraint blob_check CHECK ((sha256 = sha256(content))),
  constraint blob_pkey PRIMARY KEY (sha256)
);

create table block (
  id uuid not null default uuidv7(),
  revision_id uuid not null,
  "position" integer not null,
  type text not null,
  level integer,
  number integer,
  marker text,
  constraint block_level_check CHECK ((level >= 0)),
  constraint block_pkey PRIMARY KEY (id),
  constraint block_position_check CHECK (("position" >= 0)),
  constraint block_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint block_revision_id_position_key UNIQUE (revision_id, "position"),
  constraint block_type_check CHECK ((type = ANY (ARRAY['letterhead'::text, 'unit'::text, 'kind'::text, 'title'::text, 'subtitle'::text, 'heading'::text, 'paragraph'::text, 'list-item'::text, 'quote'::text, 'note'::text, 'dateline'::text])))
);

create table bounce (
  id uuid not null default uuidv7(),
  at timestamp with time zone not null default now(),
  delivery_id uuid not null,
  class text not null,
  status text,
  said text not null,
  return_mail_id uuid,
  constraint bounce_class_check CHECK ((class = ANY (ARRAY['hard'::text, 'soft'::text, 'refused'::text, 'complaint'::text]))),
  constraint bounce_delivery_id_class_key UNIQUE (delivery_id, class),
  constraint bounce_delivery_id_fkey FOREIGN KEY (delivery_id) REFERENCES delivery(id),
  constraint bounce_pkey PRIMARY KEY (id),
  constraint bounce_return_mail_id_fkey FOREIGN KEY (return_mail_id) REFERENCES return_mail(id),
  constraint bounce_said_check CHECK ((length(said) <= 1000)),
  constraint bounce_status_check CHECK ((status ~ '^[245]\.\d{1,3}\.\d{1,3}$'::text))
);

create table comment (
  id uuid not null default uuidv7(),
  translation_id uuid not null,
  segment_id uuid not null,
  parent_id uuid,
  author_id uuid not null,
  body text not null,
  mentions uuid[] not null default '{}'::uuid[],
  created_at timestamp with time zone not null default now(),
  resolved_at timestamp with time zone,
  resolved_by uuid,
  constraint comment_author_id_fkey FOREIGN KEY (author_id) REFERENCES person(id),
  constraint comment_body_check CHECK (((length(body) <= 5000) AND (body ~ '\S'::text) AND (body !~ '[\x01-\x08\x0B-\x1F\x7F\u200E\u200F\u202A-\u202E\u2066-\u2069]'::text))),
  constraint comment_check CHECK (((resolved_at IS NULL) = (resolved_by IS NULL))),
  constraint comment_check1 CHECK (((parent_id IS NULL) OR (resolved_at IS NULL))),
  constraint comment_id_translation_id_segment_id_key UNIQUE (id, translation_id, segment_id),
  constraint comment_mentions_check CHECK ((cardinality(mentions) <= 50)),
  constraint comment_parent_id_translation_id_segment_id_fkey FOREIGN KEY (parent_id, translation_id, segment_id) REFERENCES comment(id, translation_id, segment_id),
  constraint comment_pkey PRIMARY KEY (id),
  constraint comment_resolved_by_fkey FOREIGN KEY (resolved_by) REFERENCES person(id),
  constraint comment_translation_id_segment_id_fkey FOREIGN KEY (translation_id, segment_id) REFERENCES target(translation_id, segment_id)
);

create table concept (
  id uuid not null default uuidv7(),
  kind text not null,
  note text not null default ''::text,
  sources text[] not null default '{}'::text[],
  valid_from date,
  valid_to date,
  version integer not null default 1,
  constraint concept_check CHECK ((valid_from <= valid_to)),
  constraint concept_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'title'::text, 'honorific'::text, 'organisation'::text, 'place'::text, 'event'::text, 'phrase'::text, 'acronym'::text]))),
  constraint concept_note_check CHECK ((length(note) <= 5000)),
  constraint concept_pkey PRIMARY KEY (id)
);

create table confirmation (
  concept_id uuid not null,
  locale text not null,
  confirmed_by uuid,
  confirmed_at timestamp with time zone not null default clock_timestamp(),
  constraint confirmation_concept_id_fkey FOREIGN KEY (concept_id) REFERENCES concept(id) ON DELETE CASCADE,
  constraint confirmation_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES person(id),
  constraint confirmation_locale_check CHECK ((locale <> 'en'::text)),
  constraint confirmation_pkey PRIMARY KEY (concept_id, locale)
);

create table consent (
  id uuid not null,
  email text not null,
  locale text not null,
  lists uuid[] not null,
  locales text[] not null,
  said text not null,
  asked_at timestamp with time zone not null default now(),
  asked_from text not null,
  expires_at timestamp with time zone not null,
  token_sha256 bytea not null,
  confirmed_at timestamp with time zone,
  confirmed_from text,
  constraint consent_check CHECK (((confirmed_at IS NULL) = (confirmed_from IS NULL))),
  constraint consent_lists_check CHECK ((cardinality(lists) > 0)),
  constraint consent_locales_check CHECK ((cardinality(locales) > 0)),
  constraint consent_pkey PRIMARY KEY (id),
  constraint consent_token_sha256_key UNIQUE (token_sha256)
);

create table delivery (
  id uuid not null default uuidv7(),
  dispatch_id uuid not null,
  edition_id uuid,
  subscriber_id uuid not null,
  email text not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  attempts integer not null default 0,
  due_at timestamp with time zone not null default now(),
  worker bigint,
  response text,
  excluded text,
  constraint delivery_check CHECK (((status = 'suppressed'::text) = (excluded IS NOT NULL))),
  constraint delivery_check1 CHECK (((edition_id IS NOT NULL) OR (excluded IS NOT NULL))),
  constraint delivery_dispatch_id_edition_id_fkey FOREIGN KEY (dispatch_id, edition_id) REFERENCES dispatch_edition(dispatch_id, edition_id),
  constraint delivery_dispatch_id_email_key UNIQUE (dispatch_id, email),
  constraint delivery_excluded_check CHECK ((excluded = ANY (ARRAY['bounced'::text, 'complained'::text, 'erased'::text, 'office'::text, 'unsubscribed'::text, 'served'::text, 'told'::text, 'edition-missing'::text]))),
  constraint delivery_pkey PRIMARY KEY (id),
  constraint delivery_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id)
);

create table dispatch (
  id uuid not null default uuidv7(),
  release_id uuid not null,
  revision_id uuid not null,
  kind text not null default 'lists'::text,
  status text not null,
  status_since timestamp with time zone not null default now(),
  scheduled_at timestamp with time zone not null default now(),
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  frozen_at timestamp with time zone,
  candidates integer,
  recipients integer,
  excluded integer,
  reason text,
  cancel_at timestamp with time zone,
  tags text[] not null default '{}'::text[],
  constraint dispatch_check CHECK ((candidates = (recipients + excluded))),
  constraint dispatch_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint dispatch_kind_check CHECK ((kind = ANY (ARRAY['lists'::text, 'correction'::text, 'withdrawal'::text]))),
  constraint dispatch_pkey PRIMARY KEY (id),
  constraint dispatch_reason_check CHECK ((reason = ANY (ARRAY['no-recipients'::text, 'edition-not-approved'::text, 'revision-superseded'::text, 'release-withdrawn'::text]))),
  constraint dispatch_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id),
  constraint dispatch_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint dispatch_tags_check CHECK (((tags = '{}'::text[]) OR ((kind = 'lists'::text) AND are_tags(tags))))
);

create table dispatch_edition (
  dispatch_id uuid not null,
  edition_id uuid not null,
  approvals_sha256 bytea,
  constraint dispatch_edition_dispatch_id_fkey FOREIGN KEY (dispatch_id) REFERENCES dispatch(id),
  constraint dispatch_edition_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint dispatch_edition_pkey PRIMARY KEY (dispatch_id, edition_id)
);

create table dispatch_list (
  dispatch_id uuid not null,
  list_id uuid not null,
  constraint dispatch_list_dispatch_id_fkey FOREIGN KEY (dispatch_id) REFERENCES dispatch(id),
  constraint dispatch_list_list_id_fkey FOREIGN KEY (list_id) REFERENCES mailing_list(id),
  constraint dispatch_list_pkey PRIMARY KEY (dispatch_id, list_id)
);

create table draft (
  translation_id uuid not null,
  segment_id uuid not null,
  engine text not null,
  score integer,
  text text not null default ''::text,
  details jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  constraint draft_pkey PRIMARY KEY (translation_id, segment_id),
  constraint draft_score_check CHECK (((score >= 0) AND (score <= 101))),
  constraint draft_translation_id_segment_id_fkey FOREIGN KEY (translation_id, segment_id) REFERENCES target(translation_id, segment_id)
);

create table draft_distance (
  translation_id uuid not null,
  segment_id uuid not null,
  chrf real not null,
  ter real not null,
  approved_at timestamp with time zone not null default now(),
  constraint draft_distance_chrf_check CHECK (((chrf >= (0)::double precision) AND (chrf <= (100)::double precision))),
  constraint draft_distance_pkey PRIMARY KEY (translation_id, segment_id),
  constraint draft_distance_ter_check CHECK ((ter >= (0)::double precision)),
  constraint draft_distance_translation_id_segment_id_fkey FOREIGN KEY (translation_id, segment_id) REFERENCES draft(translation_id, segment_id) ON DELETE CASCADE
);

create table edition (
  id uuid not null default uuidv7(),
  revision_id uuid not null,
  locales text[] not null,
  name text not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  approval_ids uuid[],
  approvals_sha256 bytea,
  subject text,
  constraint edition_check CHECK (((status = 'waiting'::text) = (approval_ids IS NULL))),
  constraint edition_check1 CHECK (((approval_ids IS NULL) = (approvals_sha256 IS NULL))),
  constraint edition_check2 CHECK (((status = 'rendered'::text) = (subject IS NOT NULL))),
  constraint edition_locales_check CHECK ((cardinality(locales) > 0)),
  constraint edition_pkey PRIMARY KEY (id),
  constraint edition_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint edition_revision_id_name_key UNIQUE (revision_id, name),
  constraint edition_subject_check CHECK ((subject !~ '[\x01-\x1F\x7F]'::text))
);

create table edition_code (
  code text not null,
  edition_id uuid not null,
  approvals_sha256 bytea not null,
  style_id uuid,
  constraint edition_code_code_check CHECK ((code ~ '^[0-9A-HJKMNP-TV-Z]{10}$'::text)),
  constraint edition_code_edition_id_approvals_sha256_key UNIQUE (edition_id, approvals_sha256),
  constraint edition_code_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint edition_code_pkey PRIMARY KEY (code),
  constraint edition_code_style_id_fkey FOREIGN KEY (style_id) REFERENCES office_style(id)
);

create table engine_call (
  id uuid not null default uuidv7(),
  translation_id uuid not null,
  engine text not null,
  model text not null,
  segments integer not null,
  characters integer not null,
  milliseconds integer not null,
  outcome text not null,
  input_tokens integer,
  output_tokens integer,
  cost double precision,
  currency text,
  created_at timestamp with time zone not null default now(),
  constraint engine_call_characters_check CHECK ((characters >= 0)),
  constraint engine_call_check CHECK (((cost IS NULL) = (currency IS NULL))),
  constraint engine_call_cost_check CHECK ((cost >= (0)::double precision)),
  constraint engine_call_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint engine_call_input_tokens_check CHECK ((input_tokens >= 0)),
  constraint engine_call_milliseconds_check CHECK ((milliseconds >= 0)),
  constraint engine_call_output_tokens_check CHECK ((output_tokens >= 0)),
  constraint engine_call_pkey PRIMARY KEY (id),
  constraint engine_call_segments_check CHECK ((segments > 0)),
  constraint engine_call_translation_id_fkey FOREIGN KEY (translation_id) REFERENCES translation(id)
);

create table erased_address (
  hash bytea not null,
  erased_at timestamp with time zone not null default now(),
  constraint erased_address_pkey PRIMARY KEY (hash)
);

create table finding (
  id uuid not null default uuidv7(),
  translation_id uuid not null,
  segment_id uuid not null,
  check_id text not null,
  severity text not null,
  message text not null,
  params jsonb not null,
  place jsonb not null,
  fingerprint bytea not null,
  waived_by uuid,
  waived_reason text,
  constraint finding_check CHECK (((waived_by IS NULL) = (waived_reason IS NULL))),
  constraint finding_pkey PRIMARY KEY (id),
  constraint finding_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text]))),
  constraint finding_translation_id_fingerprint_key UNIQUE (translation_id, fingerprint),
  constraint finding_translation_id_segment_id_fkey FOREIGN KEY (translation_id, segment_id) REFERENCES target(translation_id, segment_id),
  constraint finding_waived_by_fkey FOREIGN KEY (waived_by) REFERENCES person(id),
  constraint finding_waived_reason_check CHECK (((length(waived_reason) >= 3) AND (length(waived_reason) <= 2000)))
);

create table invitation (
  id uuid not null,
  token_sha256 bytea not null,
  roles jsonb not null,
  email text,
  created_by uuid,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  used_by uuid,
  revoked_at timestamp with time zone,
  constraint invitation_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint invitation_email_check CHECK (((email = lower(email)) AND (length(email) <= 254))),
  constraint invitation_pkey PRIMARY KEY (id),
  constraint invitation_token_sha256_key UNIQUE (token_sha256),
  constraint invitation_used_by_fkey FOREIGN KEY (used_by) REFERENCES person(id)
);

create table job_failure (
  job text not null,
  entity_id uuid not null,
  failures integer not null default 1,
  last_error text not null,
  last_at timestamp with time zone not null default now(),
  constraint job_failure_pkey PRIMARY KEY (job, entity_id)
);

create table letter (
  id uuid not null,
  kind text not null,
  email text not null,
  locale text not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  response text,
  constraint letter_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'password-reset'::text, 'subscription'::text]))),
  constraint letter_pkey PRIMARY KEY (id)
);

create table listing (
  publication_id uuid not null,
  release_id uuid not null,
  revision integer not null,
  locale text not null,
  at timestamp with time zone not null,
  constraint listing_pkey PRIMARY KEY (publication_id),
  constraint listing_publication_id_fkey FOREIGN KEY (publication_id) REFERENCES publication(id),
  constraint listing_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
);

create table mail_domain (
  domain text not null,
  failures integer not null default 0,
  paused_until timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  minute_began timestamp with time zone not null default '1970-01-01 00:00:00+00'::timestamp with time zone,
  minute_sent integer not null default 0,
  constraint mail_domain_pkey PRIMARY KEY (domain)
);

create table mailing_list (
  id uuid not null default uuidv7(),
  slug text not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  is_public boolean not null default false,
  constraint mailing_list_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint mailing_list_pkey PRIMARY KEY (id),
  constraint mailing_list_slug_check CHECK ((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)),
  constraint mailing_list_slug_key UNIQUE (slug)
);

create table memory (
  id uuid not null default uuidv7(),
  name text not null,
  penalty integer not null,
  created_at timestamp with time zone not null default now(),
  constraint memory_name_check CHECK (((length(name) >= 1) AND (length(name) <= 500))),
  constraint memory_name_key UNIQUE (name),
  constraint memory_penalty_check CHECK (((penalty >= 0) AND (penalty <= 30))),
  constraint memory_pkey PRIMARY KEY (id)
);

create table memory_source (
  source_locale text not null,
  target_locale text not null,
  sha256 bytea not null,
  tokens integer not null,
  grams integer[] not null,
  constraint memory_source_pkey PRIMARY KEY (target_locale, source_locale, sha256)
);

create table memory_unit (
  id uuid not null default uuidv7(),
  source_locale text not null,
  target_locale text not null,
  source text not null,
  target text not null,
  source_sha256 bytea not null generated always as (text_sha256(source)) stored,
  context_sha256 bytea,
  kind text,
  translation_id uuid,
  segment_id uuid,
  imported_from text,
  created_at timestamp with time zone not null default now(),
  constraint memory_unit_check CHECK (((translation_id IS NULL) = (segment_id IS NULL))),
  constraint memory_unit_check1 CHECK (((translation_id IS NULL) <> (imported_from IS NULL))),
  constraint memory_unit_imported_from_fkey FOREIGN KEY (imported_from) REFERENCES memory(name),
  constraint memory_unit_pkey PRIMARY KEY (id),
  constraint memory_unit_source_check CHECK ((source <> ''::text)),
  constraint memory_unit_target_check CHECK ((target <> ''::text)),
  constraint memory_unit_target_locale_source_locale_source_sha256_fkey FOREIGN KEY (target_locale, source_locale, source_sha256) REFERENCES memory_source(target_locale, source_locale, sha256),
  constraint memory_unit_translation_id_segment_id_fkey FOREIGN KEY (translation_id, segment_id) REFERENCES target(translation_id, segment_id)
);

create table named_person (
  release_id uuid not null,
  locale text not null,
  role text not null,
  person_id uuid not null,
  constraint named_person_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint named_person_pkey PRIMARY KEY (release_id, locale, role, person_id),
  constraint named_person_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id),
  constraint named_person_role_check CHECK ((role = ANY (ARRAY['translator'::text, 'reviewer'::text])))
);

create table notification (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  review_id uuid,
  kind text not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  worker bigint,
  response text,
  comment_id uuid,
  occasion text not null default ''::text,
  mail_id uuid,
  constraint notification_check CHECK ((num_nonnulls(review_id, comment_id) = 1)),
  constraint notification_check1 CHECK (((kind = 'mentioned'::text) = (comment_id IS NOT NULL))),
  constraint notification_comment_id_fkey FOREIGN KEY (comment_id) REFERENCES comment(id),
  constraint notification_kind_check CHECK ((kind = ANY (ARRAY['to-translate'::text, 'to-review'::text, 'returned'::text, 'unassigned'::text, 'waiting'::text, 'due-soon'::text, 'overdue'::text, 'escalated'::text, 'mentioned'::text]))),
  constraint notification_person_id_comment_id_key UNIQUE (person_id, comment_id),
  constraint notification_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id),
  constraint notification_person_id_review_id_kind_occasion_key UNIQUE (person_id, review_id, kind, occasion),
  constraint notification_pkey PRIMARY KEY (id),
  constraint notification_review_id_fkey FOREIGN KEY (review_id) REFERENCES review(id)
);

create table office_style (
  id uuid not null default uuidv7(),
  settings jsonb not null,
  logo bytea,
  logo_type text,
  logo_sha256 bytea generated always as (sha256(logo)) stored,
  saved_by uuid not null,
  saved_at timestamp with time zone not null default clock_timestamp(),
  logo_picture bytea,
  constraint office_style_check CHECK (((logo IS NULL) = (logo_type IS NULL))),
  constraint office_style_check1 CHECK (((logo_picture IS NULL) OR (logo_type = 'image/svg+xml'::text))),
  constraint office_style_logo_check CHECK ((octet_length(logo) <= 100000)),
  constraint office_style_logo_picture_check CHECK ((octet_length(logo_picture) <= 400000)),
  constraint office_style_logo_type_check CHECK ((logo_type = ANY (ARRAY['image/png'::text, 'image/svg+xml'::text]))),
  constraint office_style_pkey PRIMARY KEY (id),
  constraint office_style_saved_by_fkey FOREIGN KEY (saved_by) REFERENCES person(id),
  constraint office_style_settings_check CHECK (((jsonb_typeof(settings) = 'object'::text) AND ((settings ->> 'set'::text) ~ '^[a-z][a-z0-9-]{0,39}$'::text) AND ((settings ->> 'paper'::text) = ANY (ARRAY['a4'::text, 'us-letter'::text])) AND ((settings ->> 'layout'::text) = ANY (ARRAY['stacked'::text, 'side-by-side'::text, 'facing-pages'::text])) AND ((settings ->> 'japaneseYears'::text) = ANY (ARRAY['western'::text, 'era'::text])) AND (((settings -> 'colours'::text) ->> 'accent'::text) ~ '^#[0-9a-f]{6}$'::text) AND (((settings -> 'colours'::text) ->> 'link'::text) ~ '^#[0-9a-f]{6}$'::text) AND (octet_length((settings)::text) <= 20000)))
);

create table outbox (
  id bigint not null generated always as identity,
  job text not null,
  payload jsonb not null,
  run_at timestamp with time zone not null default now(),
  constraint outbox_pkey PRIMARY KEY (id)
);

create table page (
  edition_id uuid not null,
  approvals_sha256 bytea not null,
  locale text not null,
  title text not null,
  summary text not null,
  office text not null,
  text text not null,
  layout text[] not null,
  alone boolean not null default false,
  constraint page_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint page_pkey PRIMARY KEY (edition_id, approvals_sha256, locale)
);

create table password_reset (
  id uuid not null,
  token_sha256 bytea not null,
  person_id uuid not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint password_reset_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint password_reset_pkey PRIMARY KEY (id),
  constraint password_reset_token_sha256_key UNIQUE (token_sha256)
);

create table person (
  id uuid not null default uuidv7(),
  name text not null,
  email text not null,
  email_verified boolean not null default false,
  image text,
  locale text not null default 'en'::text,
  two_factor_enabled boolean not null default false,
  deactivated_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint person_email_check CHECK (((email = lower(email)) AND (length(email) <= 254))),
  constraint person_email_key UNIQUE (email),
  constraint person_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint person_pkey PRIMARY KEY (id)
);

create table person_role (
  person_id uuid not null,
  role text not null,
  locale text,
  constraint person_role_check CHECK (((locale IS NOT NULL) = (role = ANY (ARRAY['translator'::text, 'reviewer'::text])))),
  constraint person_role_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint person_role_person_id_role_locale_key UNIQUE NULLS NOT DISTINCT (person_id, role, locale),
  constraint person_role_role_check CHECK ((role = ANY (ARRAY['press-officer'::text, 'translator'::text, 'reviewer'::text, 'publisher'::text, 'administrator'::text])))
);

create table publication (
  id uuid not null default uuidv7(),
  edition_id uuid not null,
  approvals_sha256 bytea not null,
  published_by uuid not null,
  dispatch_id uuid,
  published_at timestamp with time zone not null default now(),
  constraint publication_dispatch_id_fkey FOREIGN KEY (dispatch_id) REFERENCES dispatch(id),
  constraint publication_edition_id_approvals_sha256_key UNIQUE (edition_id, approvals_sha256),
  constraint publication_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition(id),
  constraint publication_pkey PRIMARY KEY (id),
  constraint publication_published_by_fkey FOREIGN KEY (published_by) REFERENCES person(id)
);

create table release (
  id uuid not null default uuidv7(),
  slug text not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  locales text[] not null,
  embargo_at timestamp with time zone,
  due_at timestamp with time zone,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  unofficial boolean not null default false,
  public_at timestamp with time zone,
  constraint release_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint release_locales_check CHECK ((locales[1] = 'en'::text)),
  constraint release_pkey PRIMARY KEY (id),
  constraint release_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 120))),
  constraint release_slug_key UNIQUE (slug)
);

create table release_list (
  release_id uuid not null,
  list_id uuid not null,
  constraint release_list_list_id_fkey FOREIGN KEY (list_id) REFERENCES mailing_list(id),
  constraint release_list_pkey PRIMARY KEY (release_id, list_id),
  constraint release_list_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
);

create table release_words (
  release_id uuid not null,
  words text not null,
  constraint release_words_pkey PRIMARY KEY (release_id),
  constraint release_words_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id)
);

create table return_mail (
  id uuid not null default uuidv7(),
  received_at timestamp with time zone not null default now(),
  sha256 bytea not null,
  via text not null,
  kind text not null,
  sender text not null,
  subject text not null,
  raw bytea,
  constraint return_mail_check CHECK (((kind = 'unrecognised'::text) = (raw IS NOT NULL))),
  constraint return_mail_kind_check CHECK ((kind = ANY (ARRAY['failure'::text, 'delay'::text, 'delivered'::text, 'complaint'::text, 'auto-reply'::text, 'unrecognised'::text]))),
  constraint return_mail_pkey PRIMARY KEY (id),
  constraint return_mail_sha256_check CHECK ((length(sha256) = 32)),
  constraint return_mail_sha256_key UNIQUE (sha256),
  constraint return_mail_via_check CHECK ((via = ANY (ARRAY['listener'::text, 'mailbox'::text])))
);

create table return_mailbox (
  name text not null,
  validity text not null,
  last_uid bigint not null,
  constraint return_mailbox_pkey PRIMARY KEY (name)
);

create table review (
  id uuid not null default uuidv7(),
  translation_id uuid not null,
  opened_at timestamp with time zone not null default now(),
  closed_at timestamp with time zone,
  outcome text,
  reason text,
  closed_by uuid,
  remind_at timestamp with time zone,
  settled_at timestamp with time zone,
  constraint review_check CHECK (((closed_at IS NULL) = (outcome IS NULL))),
  constraint review_check1 CHECK (((outcome IS DISTINCT FROM 'returned'::text) OR (length(reason) >= 3))),
  constraint review_check2 CHECK (((settled_at IS NULL) OR (remind_at IS NULL))),
  constraint review_closed_by_fkey FOREIGN KEY (closed_by) REFERENCES person(id),
  constraint review_outcome_check CHECK ((outcome = ANY (ARRAY['approved'::text, 'returned'::text, 'superseded'::text]))),
  constraint review_pkey PRIMARY KEY (id),
  constraint review_reason_check CHECK ((length(reason) <= 5000)),
  constraint review_translation_id_fkey FOREIGN KEY (translation_id) REFERENCES translation(id)
);

create table revision (
  id uuid not null default uuidv7(),
  release_id uuid not null,
  number integer not null,
  kind text not null,
  reference text,
  title text not null,
  dateline_place text,
  dateline_date date,
  source text not null,
  source_sha256 bytea not null generated always as (text_sha256(source)) stored,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  constraint revision_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint revision_number_check CHECK ((number > 0)),
  constraint revision_pkey PRIMARY KEY (id),
  constraint revision_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id),
  constraint revision_release_id_number_key UNIQUE (release_id, number),
  constraint revision_source_check CHECK ((octet_length(source) <= 5242880))
);

create table segment (
  id uuid not null default uuidv7(),
  revision_id uuid not null,
  block_id uuid not null,
  "position" integer not null,
  text text not null,
  previous_id uuid,
  constraint segment_block_id_fkey FOREIGN KEY (block_id) REFERENCES block(id),
  constraint segment_pkey PRIMARY KEY (id),
  constraint segment_position_check CHECK (("position" >= 0)),
  constraint segment_previous_id_fkey FOREIGN KEY (previous_id) REFERENCES segment(id),
  constraint segment_previous_id_key UNIQUE (previous_id),
  constraint segment_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint segment_revision_id_position_key UNIQUE (revision_id, "position"),
  constraint segment_text_check CHECK ((text <> ''::text))
);

create table send_window (
  span text not null,
  began_at timestamp with time zone not null,
  sent integer not null,
  constraint send_window_pkey PRIMARY KEY (span),
  constraint send_window_span_check CHECK ((span = ANY (ARRAY['second'::text, 'hour'::text])))
);

create table session (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  token text not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token)
);

create table signing_key (
  id text not null,
  public_key bytea not null,
  private_key bytea not null,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint signing_key_id_check CHECK ((id ~ '^[\w-]{43}$'::text)),
  constraint signing_key_pkey PRIMARY KEY (id),
  constraint signing_key_public_key_check CHECK ((length(public_key) = 32))
);

create table standstill (
  id uuid not null default uuidv7(),
  reason text not null,
  began_at timestamp with time zone not null default clock_timestamp(),
  ended_at timestamp with time zone,
  ended_by uuid,
  constraint standstill_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint standstill_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES person(id),
  constraint standstill_pkey PRIMARY KEY (id),
  constraint standstill_reason_check CHECK ((reason = 'restored'::text))
);

create table status_edge (
  entity text not null,
  from_status text not null,
  to_status text not null,
  constraint status_edge_pkey PRIMARY KEY (entity, from_status, to_status)
);

create table status_job (
  entity text not null,
  status text not null,
  job text not null,
  constraint status_job_pkey PRIMARY KEY (entity, status)
);

create table subscriber (
  id uuid not null default uuidv7(),
  email text not null,
  name text not null default ''::text,
  locale text not null default 'en'::text,
  created_at timestamp with time zone not null default now(),
  constraint subscriber_email_check CHECK (((email = lower(email)) AND (email ~ '^[^\s@<>"]+@[^\s@<>"]+$'::text) AND (length(email) <= 254))),
  constraint subscriber_email_key UNIQUE (email),
  constraint subscriber_name_check CHECK (((length(name) <= 200) AND (name !~ '[\x01-\x1F\x7F]'::text))),
  constraint subscriber_pkey PRIMARY KEY (id)
);

create table subscription (
  id uuid not null default uuidv7(),
  list_id uuid not null,
  subscriber_id uuid not null,
  locales text[] not null,
  created_at timestamp with time zone not null default now(),
  unsubscribed_at timestamp with time zone,
  tags text[] not null default '{}'::text[],
  constraint subscription_list_id_fkey FOREIGN KEY (list_id) REFERENCES mailing_list(id),
  constraint subscription_list_id_subscriber_id_key UNIQUE (list_id, subscriber_id),
  constraint subscription_locales_check CHECK ((cardinality(locales) > 0)),
  constraint subscription_pkey PRIMARY KEY (id),
  constraint subscription_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES subscriber(id),
  constraint subscription_tags_check CHECK (((tags = '{}'::text[]) OR are_tags(tags)))
);

create table suppression (
  email text not null,
  reason text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  constraint suppression_email_check CHECK ((email = lower(email))),
  constraint suppression_pkey PRIMARY KEY (email),
  constraint suppression_reason_check CHECK ((reason = ANY (ARRAY['bounced'::text, 'complained'::text, 'erased'::text, 'office'::text])))
);

create table target (
  translation_id uuid not null,
  segment_id uuid not null,
  text text not null default ''::text,
  edited_by uuid,
  edited_at timestamp with time zone,
  version integer not null default 1,
  approved_in uuid,
  constraint target_approved_in_fkey FOREIGN KEY (approved_in) REFERENCES approval(id),
  constraint target_edited_by_fkey FOREIGN KEY (edited_by) REFERENCES person(id),
  constraint target_pkey PRIMARY KEY (translation_id, segment_id),
  constraint target_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES segment(id),
  constraint target_text_check CHECK (((length(text) <= 20000) AND (text !~ '[\x01-\x08\x0B-\x1F\x7F\u200E\u200F\u202A-\u202E\u2066-\u2069]'::text))),
  constraint target_translation_id_fkey FOREIGN KEY (translation_id) REFERENCES translation(id)
);

create table term (
  id uuid not null default uuidv7(),
  concept_id uuid not null,
  locale text not null,
  text text not null,
  status text not null,
  mention text not null default 'any'::text,
  match_case boolean,
  part_of_speech text,
  gender text,
  note text not null default ''::text,
  lead text generated always as (term_lead(text)) stored,
  rest text generated always as (term_rest(text)) stored,
  constraint term_concept_id_fkey FOREIGN KEY (concept_id) REFERENCES concept(id) ON DELETE CASCADE,
  constraint term_concept_id_locale_text_key UNIQUE (concept_id, locale, text),
  constraint term_gender_check CHECK ((gender = ANY (ARRAY['masculine'::text, 'feminine'::text, 'neuter'::text, 'other'::text]))),
  constraint term_mention_check CHECK ((mention = ANY (ARRAY['any'::text, 'first'::text, 'later'::text]))),
  constraint term_note_check CHECK ((length(note) <= 5000)),
  constraint term_part_of_speech_check CHECK ((part_of_speech = ANY (ARRAY['noun'::text, 'proper noun'::text, 'verb'::text, 'adjective'::text, 'adverb'::text, 'other'::text]))),
  constraint term_pkey PRIMARY KEY (id),
  constraint term_status_check CHECK ((status = ANY (ARRAY['preferred'::text, 'admitted'::text, 'forbidden'::text]))),
  constraint term_text_check CHECK (((text <> ''::text) AND (length(text) <= 500)))
);

create table translation (
  id uuid not null default uuidv7(),
  revision_id uuid not null,
  locale text not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  checked_sha256 bytea,
  constraint translation_pkey PRIMARY KEY (id),
  constraint translation_revision_id_fkey FOREIGN KEY (revision_id) REFERENCES revision(id),
  constraint translation_revision_id_locale_key UNIQUE (revision_id, locale)
);

create table two_factor (
  id uuid not null default uuidv7(),
  person_id uuid not null,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamp with time zone,
  constraint two_factor_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE,
  constraint two_factor_person_id_key UNIQUE (person_id),
  constraint two_factor_pkey PRIMARY KEY (id)
);

create table verification (
  id uuid not null default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint verification_pkey PRIMARY KEY (id)
);

create table webhook (
  id uuid not null default uuidv7(),
  url text not null,
  events text[] not null,
  secret bytea not null,
  created_by uuid not null,
  created_at timestamp with time zone not null default now(),
  removed_at timestamp with time zone,
  paused_at timestamp with time zone,
  constraint webhook_created_by_fkey FOREIGN KEY (created_by) REFERENCES person(id),
  constraint webhook_events_check CHECK ((cardinality(events) > 0)),
  constraint webhook_pkey PRIMARY KEY (id),
  constraint webhook_url_check CHECK (((length(url) <= 2000) AND (url ~ '^https?://'::text)))
);

create table webhook_delivery (
  id uuid not null default uuidv7(),
  webhook_id uuid not null,
  event text not null,
  body jsonb not null,
  status text not null,
  status_since timestamp with time zone not null default now(),
  attempts integer not null default 0,
  response text,
  created_at timestamp with time zone not null default clock_timestamp(),
  constraint webhook_delivery_pkey PRIMARY KEY (id),
  constraint webhook_delivery_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES webhook(id)
);

create table withdrawal (
  id uuid not null default uuidv7(),
  release_id uuid not null,
  reason jsonb not null,
  withdrawn_by uuid not null,
  withdrawn_at timestamp with time zone not null default now(),
  constraint withdrawal_pkey PRIMARY KEY (id),
  constraint withdrawal_reason_check CHECK ((reason ? 'en'::text)),
  constraint withdrawal_release_id_fkey FOREIGN KEY (release_id) REFERENCES release(id),
  constraint withdrawal_release_id_key UNIQUE (release_id),
  constraint withdrawal_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES person(id)
);

CREATE TRIGGER end_with_password AFTER UPDATE OF password ON public.account FOR EACH ROW WHEN ((new.password IS DISTINCT FROM old.password)) EXECUTE FUNCTION end_with_password();

CREATE TRIGGER audit_create AFTER INSERT ON public.api_key FOR EACH ROW EXECUTE FUNCTION audit_row('api-key-created', 'person_id', 'name', 'prefix', 'expires_at');

CREATE TRIGGER audit_revoke AFTER UPDATE OF revoked_at ON public.api_key FOR EACH ROW EXECUTE FUNCTION audit_row('api-key-revoked', '', 'person_id', 'name', 'prefix');

CREATE TRIGGER audit AFTER INSERT ON public.approval FOR EACH ROW EXECUTE FUNCTION audit_row('translation-approved', 'approved_by', 'translation_id', 'content_sha256');

CREATE TRIGGER audit_void AFTER UPDATE OF voided_at ON public.approval FOR EACH ROW WHEN ((new.voided_at IS NOT NULL)) EXECUTE FUNCTION audit_row('approval-voided', '', 'translation_id', 'content_sha256', 'void_reason');

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.approval FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER forget_voided AFTER UPDATE OF voided_at ON public.approval FOR EACH ROW WHEN ((new.voided_at IS NOT NULL)) EXECUTE FUNCTION forget_voided();

CREATE TRIGGER guard BEFORE INSERT ON public.approval FOR EACH ROW EXECUTE FUNCTION guard_approval();

CREATE TRIGGER guard_change BEFORE DELETE OR UPDATE ON public.approval FOR EACH ROW EXECUTE FUNCTION guard_approval_change();

CREATE TRIGGER guard_comments BEFORE INSERT ON public.approval FOR EACH ROW EXECUTE FUNCTION guard_open_comments();

CREATE TRIGGER move_editions AFTER INSERT OR UPDATE OF voided_at ON public.approval FOR EACH ROW EXECUTE FUNCTION move_editions();

CREATE TRIGGER move_translation AFTER INSERT OR UPDATE OF voided_at ON public.approval FOR EACH ROW EXECUTE FUNCTION move_with_approval();

CREATE TRIGGER deny_change BEFORE UPDATE ON public.artifact FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.artifact FOR EACH ROW EXECUTE FUNCTION guard_artifact();

CREATE TRIGGER chain BEFORE INSERT ON public.audit_event FOR EACH ROW EXECUTE FUNCTION chain_audit_event();

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.audit_event FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER deny_change BEFORE UPDATE ON public.blob FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.block FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.block FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard_structure BEFORE INSERT ON public.block FOR EACH ROW EXECUTE FUNCTION guard_structure();

CREATE TRIGGER guard_change BEFORE DELETE OR UPDATE ON public.bounce FOR EACH ROW EXECUTE FUNCTION guard_bounce();

CREATE TRIGGER audit AFTER INSERT ON public.comment FOR EACH ROW EXECUTE FUNCTION audit_row('comment-added', 'author_id', 'translation_id', 'segment_id', 'parent_id', 'body', 'mentions');

CREATE TRIGGER audit_reopen AFTER UPDATE OF resolved_at ON public.comment FOR EACH ROW WHEN (((old.resolved_at IS NOT NULL) AND (new.resolved_at IS NULL))) EXECUTE FUNCTION audit_row('comment-reopened', '', 'translation_id', 'segment_id');

CREATE TRIGGER audit_resolve AFTER UPDATE OF resolved_at ON public.comment FOR EACH ROW WHEN (((old.resolved_at IS NULL) AND (new.resolved_at IS NOT NULL))) EXECUTE FUNCTION audit_row('comment-resolved', 'resolved_by', 'translation_id', 'segment_id');

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.comment FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON public.comment FOR EACH ROW EXECUTE FUNCTION guard_comment();

CREATE TRIGGER tell AFTER INSERT OR UPDATE ON public.comment FOR EACH ROW EXECUTE FUNCTION tell_comment_change();

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON public.concept FOR EACH ROW WHEN ((NOT is_importing())) EXECUTE FUNCTION audit_termbase();

CREATE TRIGGER tell AFTER INSERT OR DELETE OR UPDATE ON public.concept FOR EACH STATEMENT EXECUTE FUNCTION tell_terms_change();

CREATE TRIGGER audit AFTER INSERT OR DELETE ON public.confirmation FOR EACH ROW WHEN ((NOT is_importing())) EXECUTE FUNCTION audit_termbase();

CREATE TRIGGER guard BEFORE INSERT OR UPDATE ON public.confirmation FOR EACH ROW EXECUTE FUNCTION guard_confirmation();

CREATE TRIGGER tell AFTER INSERT OR DELETE OR UPDATE ON public.confirmation FOR EACH STATEMENT EXECUTE FUNCTION tell_terms_change();

CREATE TRIGGER audit_resend AFTER UPDATE OF status ON public.delivery FOR EACH ROW WHEN (((old.status = 'uncertain'::text) AND (new.status = 'pending'::text))) EXECUTE FUNCTION audit_row('delivery-resent', '', 'dispatch_id', 'email');

CREATE TRIGGER deny_delete BEFORE DELETE ON public.delivery FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE UPDATE OF status ON public.delivery FOR EACH ROW EXECUTE FUNCTION guard_delivery();

CREATE TRIGGER guard_identity BEFORE UPDATE ON public.delivery FOR EACH ROW EXECUTE FUNCTION guard_delivery_identity();

CREATE TRIGGER guard_new AFTER INSERT ON public.delivery REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION guard_new_deliveries();

CREATE TRIGGER guard_retry BEFORE UPDATE OF status ON public.delivery FOR EACH ROW WHEN (((new.status = ANY (ARRAY['pending'::text, 'deferred'::text])) AND (old.status = ANY (ARRAY['sending'::text, 'uncertain'::text])))) EXECUTE FUNCTION guard_retry();

CREATE TRIGGER guard_standstill BEFORE UPDATE OF status ON public.delivery FOR EACH ROW WHEN (((new.status = 'sending'::text) AND (old.status <> 'sending'::text))) EXECUTE FUNCTION guard_standstill();

CREATE TRIGGER guard_status BEFORE UPDATE ON public.delivery FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER ask_for_job AFTER INSERT OR UPDATE OF status ON public.dispatch FOR EACH ROW EXECUTE FUNCTION ask_for_job();

CREATE TRIGGER audit AFTER INSERT ON public.dispatch FOR EACH ROW EXECUTE FUNCTION audit_row('dispatch-ordered', 'created_by', 'release_id', 'revision_id', 'kind', 'scheduled_at', 'tags');

CREATE TRIGGER audit_status AFTER UPDATE OF status ON public.dispatch FOR EACH ROW EXECUTE FUNCTION audit_row('dispatch-moved', '', 'release_id', 'candidates', 'recipients', 'reason');

CREATE TRIGGER cancel_what_waits AFTER UPDATE OF status ON public.dispatch FOR EACH ROW WHEN (((new.status = 'cancelled'::text) AND (old.status <> 'cancelled'::text))) EXECUTE FUNCTION cancel_what_waits();

CREATE TRIGGER guard_embargo BEFORE UPDATE OF status ON public.dispatch FOR EACH ROW EXECUTE FUNCTION guard_dispatch();

CREATE TRIGGER guard_new BEFORE INSERT ON public.dispatch FOR EACH ROW EXECUTE FUNCTION guard_new_dispatch();

CREATE TRIGGER guard_standstill BEFORE UPDATE OF status ON public.dispatch FOR EACH ROW WHEN (((new.status = 'sending'::text) AND (old.status <> 'sending'::text))) EXECUTE FUNCTION guard_standstill();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.dispatch FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER publish AFTER UPDATE OF status ON public.dispatch FOR EACH ROW WHEN (((new.status = 'sending'::text) AND (old.status <> 'sending'::text) AND (new.kind <> 'withdrawal'::text))) EXECUTE FUNCTION publish_dispatched();

CREATE TRIGGER tell AFTER INSERT OR UPDATE OF status ON public.dispatch FOR EACH ROW EXECUTE FUNCTION tell_dispatch_change();

CREATE TRIGGER tell_moved AFTER UPDATE OF status ON public.dispatch FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION tell_dispatch_step();

CREATE TRIGGER guard_once BEFORE INSERT ON public.dispatch_list FOR EACH ROW EXECUTE FUNCTION guard_list_once();

CREATE TRIGGER ask_for_job AFTER INSERT OR UPDATE OF status ON public.edition FOR EACH ROW EXECUTE FUNCTION ask_for_job();

CREATE TRIGGER guard_approvals BEFORE INSERT OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION guard_edition();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.edition FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER tell AFTER UPDATE OF status ON public.edition FOR EACH ROW EXECUTE FUNCTION tell_revision_change();

CREATE TRIGGER tell_moved AFTER UPDATE OF status ON public.edition FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION tell_part_step();

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.edition_code FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.edition_code FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.edition_code FOR EACH ROW EXECUTE FUNCTION guard_approved_edition();

CREATE TRIGGER audit_waiver AFTER UPDATE OF waived_by ON public.finding FOR EACH ROW WHEN ((new.waived_by IS NOT NULL)) EXECUTE FUNCTION audit_row('finding-waived', 'waived_by', 'translation_id', 'segment_id', 'check_id', 'params', 'waived_reason');

CREATE TRIGGER audit_accept AFTER UPDATE OF used_by ON public.invitation FOR EACH ROW EXECUTE FUNCTION audit_row('invitation-accepted', 'used_by', 'roles', 'email');

CREATE TRIGGER audit_invite AFTER INSERT ON public.invitation FOR EACH ROW EXECUTE FUNCTION audit_row('invitation-made', 'created_by', 'roles', 'email', 'expires_at');

CREATE TRIGGER audit_revoke AFTER UPDATE OF revoked_at ON public.invitation FOR EACH ROW EXECUTE FUNCTION audit_row('invitation-revoked', '', 'roles', 'email');

CREATE TRIGGER ask_for_job AFTER INSERT OR UPDATE OF status ON public.letter FOR EACH ROW EXECUTE FUNCTION ask_for_job();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.letter FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER audit AFTER INSERT ON public.mailing_list FOR EACH ROW EXECUTE FUNCTION audit_row('list-made', '', 'slug', 'name');

CREATE TRIGGER audit_public AFTER UPDATE OF is_public ON public.mailing_list FOR EACH ROW WHEN ((old.is_public <> new.is_public)) EXECUTE FUNCTION audit_row('list-opened', '', 'slug', 'is_public');

CREATE TRIGGER audit AFTER UPDATE OF penalty ON public.memory FOR EACH ROW WHEN ((old.penalty <> new.penalty)) EXECUTE FUNCTION audit_row('memory-penalty-set', '', 'name', 'penalty');

CREATE TRIGGER audit_forgotten AFTER DELETE ON public.memory FOR EACH ROW EXECUTE FUNCTION audit_forgotten();

CREATE TRIGGER deny_change BEFORE UPDATE ON public.memory_unit FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.memory_unit FOR EACH ROW EXECUTE FUNCTION guard_memory();

CREATE TRIGGER audit AFTER INSERT ON public.named_person FOR EACH ROW EXECUTE FUNCTION audit_row('person-named', '', 'release_id', 'locale', 'role', 'person_id');

CREATE TRIGGER audit_unname AFTER DELETE ON public.named_person FOR EACH ROW EXECUTE FUNCTION audit_unname();

CREATE TRIGGER guard BEFORE INSERT ON public.named_person FOR EACH ROW EXECUTE FUNCTION guard_named_person();

CREATE TRIGGER ask_for_job AFTER INSERT OR UPDATE OF status ON public.notification FOR EACH ROW EXECUTE FUNCTION ask_for_job();

CREATE TRIGGER guard_notice BEFORE UPDATE OF status ON public.notification FOR EACH ROW WHEN ((new.status = 'pending'::text)) EXECUTE FUNCTION guard_notice();

CREATE TRIGGER guard_standstill BEFORE UPDATE OF status ON public.notification FOR EACH ROW WHEN (((new.status = 'sending'::text) AND (old.status <> 'sending'::text))) EXECUTE FUNCTION guard_standstill();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.notification FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER audit AFTER INSERT ON public.office_style FOR EACH ROW EXECUTE FUNCTION audit_row('office-style-saved', 'saved_by', 'settings', 'logo_sha256');

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.office_style FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.office_style FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.office_style FOR EACH ROW EXECUTE FUNCTION guard_office_style();

CREATE TRIGGER outbox_notify AFTER INSERT ON public.outbox FOR EACH STATEMENT EXECUTE FUNCTION outbox_notify();

CREATE TRIGGER deny_change BEFORE UPDATE ON public.page FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.page FOR EACH ROW EXECUTE FUNCTION guard_approved_edition();

CREATE TRIGGER mark_alone BEFORE INSERT ON public.page FOR EACH ROW EXECUTE FUNCTION mark_alone();

CREATE TRIGGER audit_deactivate AFTER UPDATE OF deactivated_at ON public.person FOR EACH ROW WHEN (((old.deactivated_at IS NULL) AND (new.deactivated_at IS NOT NULL))) EXECUTE FUNCTION audit_row('person-deactivated', '');

CREATE TRIGGER audit_reactivate AFTER UPDATE OF deactivated_at ON public.person FOR EACH ROW WHEN (((old.deactivated_at IS NOT NULL) AND (new.deactivated_at IS NULL))) EXECUTE FUNCTION audit_row('person-reactivated', '');

CREATE TRIGGER end_with_deactivation AFTER UPDATE OF deactivated_at ON public.person FOR EACH ROW WHEN ((new.deactivated_at IS NOT NULL)) EXECUTE FUNCTION end_with_deactivation();

CREATE TRIGGER keep_administrator BEFORE UPDATE OF deactivated_at ON public.person FOR EACH ROW WHEN (((old.deactivated_at IS NULL) AND (new.deactivated_at IS NOT NULL) AND has_role(old.id, 'administrator'::text))) EXECUTE FUNCTION keep_administrator();

CREATE TRIGGER revoke_keys AFTER UPDATE OF deactivated_at ON public.person FOR EACH ROW WHEN ((new.deactivated_at IS NOT NULL)) EXECUTE FUNCTION revoke_keys();

CREATE TRIGGER audit_grant AFTER INSERT ON public.person_role FOR EACH ROW EXECUTE FUNCTION audit_row('role-granted', '', 'person_id', 'role', 'locale');

CREATE TRIGGER audit_revoke AFTER DELETE ON public.person_role FOR EACH ROW EXECUTE FUNCTION audit_revoke();

CREATE TRIGGER keep_administrator BEFORE DELETE OR UPDATE ON public.person_role FOR EACH ROW WHEN ((old.role = 'administrator'::text)) EXECUTE FUNCTION keep_administrator();

CREATE TRIGGER audit AFTER INSERT ON public.publication FOR EACH ROW EXECUTE FUNCTION audit_row('edition-published', 'published_by', 'edition_id', 'approvals_sha256', 'dispatch_id');

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.publication FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.publication FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.publication FOR EACH ROW EXECUTE FUNCTION guard_publication();

CREATE TRIGGER list AFTER INSERT ON public.publication FOR EACH ROW EXECUTE FUNCTION list_publication();

CREATE TRIGGER tell_made AFTER INSERT ON public.publication FOR EACH ROW EXECUTE FUNCTION tell_publication_step();

CREATE TRIGGER wait_for_embargo AFTER INSERT ON public.publication FOR EACH ROW EXECUTE FUNCTION wait_for_embargo();

CREATE TRIGGER audit AFTER INSERT ON public.release FOR EACH ROW EXECUTE FUNCTION audit_row('release-submitted', 'created_by', 'slug', 'locales', 'embargo_at');

CREATE TRIGGER audit_deadline AFTER UPDATE OF due_at ON public.release FOR EACH ROW WHEN ((old.due_at IS DISTINCT FROM new.due_at)) EXECUTE FUNCTION audit_row('deadline-changed', '', 'slug', 'due_at');

CREATE TRIGGER audit_embargo AFTER UPDATE OF embargo_at ON public.release FOR EACH ROW WHEN ((old.embargo_at IS DISTINCT FROM new.embargo_at)) EXECUTE FUNCTION audit_row('embargo-changed', '', 'slug', 'embargo_at');

CREATE TRIGGER audit_status AFTER UPDATE OF status ON public.release FOR EACH ROW EXECUTE FUNCTION audit_row('release-moved', '', 'slug');

CREATE TRIGGER forget_withdrawn AFTER UPDATE OF status ON public.release FOR EACH ROW WHEN ((new.status = 'withdrawn'::text)) EXECUTE FUNCTION forget_withdrawn();

CREATE TRIGGER guard_embargo BEFORE UPDATE OF embargo_at ON public.release FOR EACH ROW WHEN ((old.embargo_at IS DISTINCT FROM new.embargo_at)) EXECUTE FUNCTION guard_embargo_change();

CREATE TRIGGER guard_public_embargo BEFORE UPDATE OF embargo_at ON public.release FOR EACH ROW WHEN ((old.embargo_at IS DISTINCT FROM new.embargo_at)) EXECUTE FUNCTION guard_public_embargo();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.release FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER move_listings AFTER UPDATE OF embargo_at ON public.release FOR EACH ROW WHEN ((old.embargo_at IS DISTINCT FROM new.embargo_at)) EXECUTE FUNCTION move_listings();

CREATE TRIGGER move_public_at BEFORE UPDATE OF embargo_at, status ON public.release FOR EACH ROW EXECUTE FUNCTION move_public_at();

CREATE TRIGGER plan_again AFTER UPDATE OF due_at ON public.release FOR EACH ROW WHEN ((old.due_at IS DISTINCT FROM new.due_at)) EXECUTE FUNCTION plan_again();

CREATE TRIGGER settle AFTER UPDATE OF status ON public.release FOR EACH ROW WHEN ((new.status = 'withdrawn'::text)) EXECUTE FUNCTION settle_release();

CREATE TRIGGER stop_dispatches AFTER UPDATE OF status ON public.release FOR EACH ROW WHEN (((new.status = 'withdrawn'::text) AND (old.status <> 'withdrawn'::text))) EXECUTE FUNCTION stop_dispatches();

CREATE TRIGGER tell AFTER INSERT OR UPDATE ON public.release FOR EACH ROW EXECUTE FUNCTION tell_release_change();

CREATE TRIGGER tell_made AFTER INSERT ON public.release FOR EACH ROW EXECUTE FUNCTION tell_release_step();

CREATE TRIGGER tell_moved AFTER UPDATE OF status ON public.release FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION tell_release_step();

CREATE TRIGGER wake_dispatches AFTER UPDATE OF embargo_at ON public.release FOR EACH ROW WHEN ((old.embargo_at IS DISTINCT FROM new.embargo_at)) EXECUTE FUNCTION wake_dispatches();

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.return_mail FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER audit_return AFTER UPDATE OF outcome ON public.review FOR EACH ROW WHEN ((new.outcome = 'returned'::text)) EXECUTE FUNCTION audit_row('translation-returned', 'closed_by', 'translation_id', 'reason');

CREATE TRIGGER audit_supersede AFTER UPDATE OF outcome ON public.review FOR EACH ROW WHEN ((new.outcome = 'superseded'::text)) EXECUTE FUNCTION audit_row('review-superseded', 'closed_by', 'translation_id', 'reason');

CREATE TRIGGER cancel_notices AFTER UPDATE OF settled_at ON public.review FOR EACH ROW WHEN ((new.settled_at IS NOT NULL)) EXECUTE FUNCTION cancel_notices();

CREATE TRIGGER audit AFTER INSERT ON public.revision FOR EACH ROW EXECUTE FUNCTION audit_row('revision-made', 'created_by', 'release_id', 'number', 'title', 'source_sha256');

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.revision FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.revision FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT ON public.revision FOR EACH ROW EXECUTE FUNCTION guard_revision();

CREATE TRIGGER note_words AFTER INSERT ON public.revision FOR EACH ROW EXECUTE FUNCTION note_revision_words();

CREATE TRIGGER supersede AFTER INSERT ON public.revision FOR EACH ROW WHEN ((new.number > 1)) EXECUTE FUNCTION supersede();

CREATE TRIGGER tell_made AFTER INSERT ON public.revision FOR EACH ROW EXECUTE FUNCTION tell_revision_step();

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.segment FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.segment FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard_structure BEFORE INSERT ON public.segment FOR EACH ROW EXECUTE FUNCTION guard_structure();

CREATE TRIGGER note_words AFTER INSERT ON public.segment FOR EACH ROW EXECUTE FUNCTION note_title_words('id');

CREATE TRIGGER audit AFTER INSERT ON public.signing_key FOR EACH ROW EXECUTE FUNCTION audit_row('signing-key-made', '', 'id', 'public_key');

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.signing_key FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.signing_key FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER audit_begin AFTER INSERT ON public.standstill FOR EACH ROW EXECUTE FUNCTION audit_row('standstill-began', '', 'reason');

CREATE TRIGGER audit_end AFTER UPDATE OF ended_at ON public.standstill FOR EACH ROW EXECUTE FUNCTION audit_row('standstill-ended', 'ended_by', 'reason');

CREATE TRIGGER audit_erasure AFTER UPDATE OF email ON public.subscriber FOR EACH ROW WHEN (is_erased(new.email)) EXECUTE FUNCTION audit_row('subscriber-erased', '');

CREATE TRIGGER audit_change AFTER UPDATE OF locales, tags ON public.subscription FOR EACH ROW WHEN (((old.locales IS DISTINCT FROM new.locales) OR ((old.tags IS DISTINCT FROM new.tags) AND (new.unsubscribed_at IS NULL)))) EXECUTE FUNCTION audit_row('subscription-changed', '', 'list_id', 'subscriber_id', 'locales');

CREATE TRIGGER audit_end AFTER UPDATE OF unsubscribed_at ON public.subscription FOR EACH ROW WHEN (((new.unsubscribed_at IS NOT NULL) AND (old.unsubscribed_at IS NULL) AND (current_actor() IS NOT NULL))) EXECUTE FUNCTION audit_row('subscription-ended', '', 'list_id', 'subscriber_id');

CREATE TRIGGER audit_edit AFTER UPDATE OF text ON public.target FOR EACH ROW WHEN (((new.edited_by IS NOT NULL) OR (old.text <> ''::text))) EXECUTE FUNCTION audit_edit();

CREATE TRIGGER carry_comments AFTER INSERT ON public.target REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION carry_comments();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.target FOR EACH STATEMENT EXECUTE FUNCTION deny();

CREATE TRIGGER guard BEFORE INSERT OR DELETE OR UPDATE ON public.target FOR EACH ROW EXECUTE FUNCTION guard_target();

CREATE TRIGGER guard_approved_before AFTER INSERT ON public.target REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION guard_approved_before();

CREATE TRIGGER note_words AFTER INSERT OR UPDATE OF text ON public.target FOR EACH ROW EXECUTE FUNCTION note_title_words('segment_id');

CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON public.term FOR EACH ROW WHEN ((NOT is_importing())) EXECUTE FUNCTION audit_termbase();

CREATE TRIGGER end_confirmation AFTER INSERT OR DELETE OR UPDATE ON public.term FOR EACH ROW EXECUTE FUNCTION end_confirmation();

CREATE TRIGGER tell AFTER INSERT OR DELETE OR UPDATE ON public.term FOR EACH STATEMENT EXECUTE FUNCTION tell_terms_change();

CREATE TRIGGER ask_for_job AFTER INSERT OR UPDATE OF status ON public.translation FOR EACH ROW EXECUTE FUNCTION ask_for_job();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.translation FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER settle AFTER UPDATE OF status ON public.translation FOR EACH ROW WHEN ((new.status = ANY (ARRAY['drafted'::text, 'approved'::text, 'superseded'::text]))) EXECUTE FUNCTION settle_translation();

CREATE TRIGGER tell AFTER INSERT OR UPDATE OF status, checked_sha256 ON public.translation FOR EACH ROW EXECUTE FUNCTION tell_revision_change();

CREATE TRIGGER tell_moved AFTER UPDATE OF status ON public.translation FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION tell_part_step();

CREATE TRIGGER audit_reset AFTER DELETE ON public.two_factor FOR EACH ROW WHEN ((current_actor() IS NOT NULL)) EXECUTE FUNCTION audit_two_factor_reset();

CREATE TRIGGER audit AFTER INSERT ON public.webhook FOR EACH ROW EXECUTE FUNCTION audit_row('webhook-made', 'created_by', 'url', 'events');

CREATE TRIGGER audit_change AFTER UPDATE OF url, events ON public.webhook FOR EACH ROW WHEN (((old.url IS DISTINCT FROM new.url) OR (old.events IS DISTINCT FROM new.events))) EXECUTE FUNCTION audit_row('webhook-changed', '', 'url', 'events');

CREATE TRIGGER audit_pause AFTER UPDATE OF paused_at ON public.webhook FOR EACH ROW WHEN (((old.paused_at IS NULL) AND (new.paused_at IS NOT NULL))) EXECUTE FUNCTION audit_row('webhook-paused', '', 'url');

CREATE TRIGGER audit_remove AFTER UPDATE OF removed_at ON public.webhook FOR EACH ROW WHEN (((old.removed_at IS NULL) AND (new.removed_at IS NOT NULL))) EXECUTE FUNCTION audit_row('webhook-removed', '', 'url');

CREATE TRIGGER audit_resume AFTER UPDATE OF paused_at ON public.webhook FOR EACH ROW WHEN (((old.paused_at IS NOT NULL) AND (new.paused_at IS NULL))) EXECUTE FUNCTION audit_row('webhook-resumed', '', 'url');

CREATE TRIGGER ask_for_job AFTER INSERT OR UPDATE OF status ON public.webhook_delivery FOR EACH ROW EXECUTE FUNCTION ask_for_job();

CREATE TRIGGER guard_status BEFORE INSERT OR UPDATE ON public.webhook_delivery FOR EACH ROW EXECUTE FUNCTION guard_status();

CREATE TRIGGER audit AFTER INSERT ON public.withdrawal FOR EACH ROW EXECUTE FUNCTION audit_row('release-withdrawn', 'withdrawn_by', 'release_id', 'reason');

CREATE TRIGGER deny_change BEFORE DELETE OR UPDATE ON public.withdrawal FOR EACH ROW EXECUTE FUNCTION deny();

CREATE TRIGGER deny_truncate BEFORE TRUNCATE ON public.withdrawal FOR EACH STATEMENT EXECUTE FUNCTION deny();
