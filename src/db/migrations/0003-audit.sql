-- The record of every decision: append-only, each row bound to the one before it by a hash.

create table audit_event (
  seq bigint primary key,
  at timestamptz not null,
  actor_id uuid, -- null where a worker or a hand at the database acted
  database_role text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  details jsonb not null,
  previous_sha256 bytea not null,
  sha256 bytea not null
);
create index audit_event_entity on audit_event (entity, entity_id);

-- What is hashed, in this order; `bayon audit verify` rebuilds it from the columns alone.
create function audit_canonical(e audit_event) returns bytea language sql stable as $$
  select convert_to(
    canonical_field(e.seq::text)
    || canonical_field(to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    || canonical_field(e.actor_id::text) || canonical_field(e.database_role)
    || canonical_field(e.action) || canonical_field(e.entity) || canonical_field(e.entity_id)
    || canonical_field(e.details::text) || canonical_field(encode(e.previous_sha256, 'hex')), 'UTF8')
$$;

-- Where the chain ends, so that an end that was cut off shows.
create table audit_head (
  is_only boolean primary key default true check (is_only),
  seq bigint not null,
  sha256 bytea not null
);

create function chain_audit_event() returns trigger language plpgsql as $$
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
end $$;
create trigger chain before insert on audit_event for each row execute function chain_audit_event();
create trigger deny_change before update or delete on audit_event for each row execute function deny();
create trigger deny_truncate before truncate on audit_event for each statement execute function deny();

-- Who acts in this transaction, set by the server from the session it has checked.
create function current_actor() returns uuid language sql stable as $$
  select nullif(current_setting('bayon.actor', true), '')::uuid
$$;

-- Writes the event of a row. Arguments: action, the column that names the actor ('' for none),
-- then the columns that are worth telling.
create function audit_row() returns trigger language plpgsql as $$
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
end $$;

create trigger audit_grant after insert on person_role for each row
  execute function audit_row('role-granted', '', 'person_id', 'role', 'locale');
create function audit_revoke() returns trigger language plpgsql as $$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'role-revoked', tg_table_name, old.person_id::text,
          jsonb_build_object('role', old.role, 'locale', old.locale));
  return null;
end $$;
create trigger audit_revoke after delete on person_role for each row execute function audit_revoke();

create trigger audit_invite after insert on invitation for each row
  execute function audit_row('invitation-made', 'created_by', 'roles', 'email', 'expires_at');
create trigger audit_accept after update of used_by on invitation for each row
  execute function audit_row('invitation-accepted', 'used_by', 'roles', 'email');
create trigger audit_revoke after update of revoked_at on invitation for each row
  execute function audit_row('invitation-revoked', '', 'roles', 'email');

create trigger audit_deactivate after update of deactivated_at on person for each row
  when (old.deactivated_at is null and new.deactivated_at is not null)
  execute function audit_row('person-deactivated', '');
create trigger audit_reactivate after update of deactivated_at on person for each row
  when (old.deactivated_at is not null and new.deactivated_at is null)
  execute function audit_row('person-reactivated', '');

-- What people do with their own second step is no decision about somebody; nobody is named as acting there.
create function audit_two_factor_reset() returns trigger language plpgsql as $$
begin
  insert into audit_event (actor_id, action, entity, entity_id, details)
  values (current_actor(), 'two-factor-reset', 'person', old.person_id::text, '{}');
  return null;
end $$;
create trigger audit_reset after delete on two_factor for each row
  when (current_actor() is not null) execute function audit_two_factor_reset();
