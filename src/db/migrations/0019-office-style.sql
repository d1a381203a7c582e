-- How the office's documents look and what stands on each of them: every version of it, the newest in force.

create table office_style (
  id uuid primary key default uuidv7(),
  settings jsonb not null check (
    jsonb_typeof(settings) = 'object'
    and settings ->> 'set' ~ '^[a-z][a-z0-9-]{0,39}$'
    and settings ->> 'paper' in ('a4', 'us-letter')
    and settings ->> 'layout' in ('stacked', 'side-by-side', 'facing-pages')
    and settings ->> 'japaneseYears' in ('western', 'era')
    and settings -> 'colours' ->> 'accent' ~ '^#[0-9a-f]{6}$'
    and settings -> 'colours' ->> 'link' ~ '^#[0-9a-f]{6}$'
    and octet_length(settings::text) <= 20000),
  logo bytea check (octet_length(logo) <= 100000),
  logo_type text check (logo_type in ('image/png', 'image/svg+xml')),
  logo_sha256 bytea generated always as (sha256(logo)) stored,
  saved_by uuid not null references person,
  saved_at timestamptz not null default clock_timestamp(),
  check ((logo is null) = (logo_type is null))
);
create index office_style_logo on office_style (logo_sha256) where logo_sha256 is not null;
create trigger audit after insert on office_style for each row
  execute function audit_row('office-style-saved', 'saved_by', 'settings', 'logo_sha256');
create trigger deny_change before update or delete on office_style for each row execute function deny();
create trigger deny_truncate before truncate on office_style for each statement execute function deny();

create function guard_office_style() returns trigger language plpgsql as $$
begin
  if not has_role(new.saved_by, 'administrator') then
    perform refuse('not-allowed');
  end if;
  new.saved_at := clock_timestamp();
  return new;
end $$;
create trigger guard before insert on office_style for each row execute function guard_office_style();

-- An edition is rendered in the style that was in force when the last of its approvals was given, however often that is
-- done; null where the office had said nothing. What is saved later is for what is approved later.
alter table edition_code add column style_id uuid references office_style;

create function style_in_force(since timestamptz) returns uuid language sql stable as $$
  select id from office_style where saved_at <= since order by saved_at desc, id desc limit 1
$$;
