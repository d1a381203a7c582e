-- People. The tables of better-auth under our own names.

create table person (
  id uuid primary key default uuidv7(),
  name text not null check (length(name) between 1 and 200),
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null default false,
  image text,
  locale text not null default 'en',
  two_factor_enabled boolean not null default false,
  deactivated_at timestamptz, -- signs in no more; what they did stays theirs
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table session (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index session_person on session (person_id);

create table account (
  id uuid primary key default uuidv7(),
  person_id uuid not null references person on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id),
  -- An address that the identity provider has given to somebody else does not hand the old account on.
  unique (person_id, provider_id)
);

create table verification (
  id uuid primary key default uuidv7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verification_identifier on verification (identifier);

-- What a person may do; translators and reviewers for one locale each row.
create table person_role (
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('press-officer', 'translator', 'reviewer', 'publisher', 'administrator')),
  locale text check ((locale is not null) = (role in ('translator', 'reviewer'))),
  unique nulls not distinct (person_id, role, locale)
);
create index person_role_role on person_role (role, locale);

-- The second step of a sign-in. The secret and the backup codes are encrypted with SECRET.
create table two_factor (
  id uuid primary key default uuidv7(),
  person_id uuid not null unique references person on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

-- A link that lets one person in for the first time. Only the hash of its token is kept.
create table invitation (
  id uuid primary key,
  token_sha256 bytea not null unique,
  roles jsonb not null,
  email text check (email = lower(email) and length(email) <= 254), -- where it was mailed to
  created_by uuid references person, -- null: the first administrator's
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid references person,
  revoked_at timestamptz
);

-- A link by which somebody sets a new password, once.
create table password_reset (
  id uuid primary key,
  token_sha256 bytea not null unique,
  person_id uuid not null references person on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_person on password_reset (person_id, created_at);

-- A new password ends whatever the old one opened: sessions, second steps under way, trusted devices, other links.
create function end_with_password() returns trigger language plpgsql as $$
begin
  delete from session where person_id = new.person_id;
  delete from verification where value = new.person_id::text;
  update password_reset set used_at = now() where person_id = new.person_id and used_at is null;
  return null;
end $$;
create trigger end_with_password after update of password on account for each row
  when (new.password is distinct from old.password) execute function end_with_password();

create function end_with_deactivation() returns trigger language plpgsql as $$
begin
  delete from session where person_id = new.id;
  delete from verification where value = new.id::text;
  update password_reset set used_at = now() where person_id = new.id and used_at is null;
  return null;
end $$;
create trigger end_with_deactivation after update of deactivated_at on person for each row
  when (new.deactivated_at is not null) execute function end_with_deactivation();

-- Somebody who can let others in is always left. The lock makes two who take the role from each other wait.
create function keep_administrator() returns trigger language plpgsql as $$
declare
  leaving uuid := coalesce(to_jsonb(old) ->> 'person_id', to_jsonb(old) ->> 'id');
begin
  perform pg_advisory_xact_lock(hashtext('bayon.administrator'));
  if not exists (select from person_role r join person p on p.id = r.person_id
                 where r.role = 'administrator' and p.deactivated_at is null and p.id <> leaving) then
    perform refuse('last-administrator');
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger keep_administrator before delete or update on person_role for each row
  when (old.role = 'administrator') execute function keep_administrator();
create function has_role(person_id uuid, role text) returns boolean language sql stable as $$
  select exists (select from person_role r where r.person_id = has_role.person_id and r.role = has_role.role)
$$;
create trigger keep_administrator before update of deactivated_at on person for each row
  when (old.deactivated_at is null and new.deactivated_at is not null and has_role(old.id, 'administrator'))
  execute function keep_administrator();

-- A mail about an account, with a link made of its kind and id: an invitation's or a password reset's own. Sending it
-- twice does no harm, losing it does.
create table letter (
  id uuid primary key,
  kind text not null check (kind in ('invitation', 'password-reset')),
  email text not null,
  locale text not null,
  status text not null,
  status_since timestamptz not null default now(),
  expires_at timestamptz not null,
  response text
);
create trigger guard_status before insert or update on letter for each row execute function guard_status();
create trigger ask_for_job after insert or update of status on letter for each row execute function ask_for_job();
create index letter_status on letter (status, status_since);
