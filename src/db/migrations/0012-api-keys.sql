-- Keys by which a program acts as its owner, with the roles that the owner has at that time.
create table api_key (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person on delete cascade,
  name text not null check (length(name) between 1 and 100),
  prefix text not null, -- how it begins, for its owner to tell it by
  key_sha256 bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_key_person on api_key (person_id);

create trigger audit_create after insert on api_key for each row
  execute function audit_row('api-key-created', 'person_id', 'name', 'prefix', 'expires_at');
create trigger audit_revoke after update of revoked_at on api_key for each row
  execute function audit_row('api-key-revoked', '', 'person_id', 'name', 'prefix');

create function revoke_keys() returns trigger language plpgsql as $$
begin
  update api_key set revoked_at = now() where person_id = new.id and revoked_at is null;
  return null;
end $$;
create trigger revoke_keys after update of deactivated_at on person for each row
  when (new.deactivated_at is not null) execute function revoke_keys();
