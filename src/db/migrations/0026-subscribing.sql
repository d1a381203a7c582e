-- Readers come by themselves: public lists, consent with its proof, and the right to be forgotten.

alter table mailing_list add column is_public boolean not null default false;
create trigger audit_public after update of is_public on mailing_list for each row
  when (old.is_public <> new.is_public) execute function audit_row('list-opened', '', 'slug', 'is_public');

alter table letter drop constraint letter_kind_check;
alter table letter add constraint letter_kind_check
  check (kind in ('invitation', 'password-reset', 'subscription'));

-- Somebody asked for lists, and, once they have followed the link in the mail to them, agreed: the proof of it.
create table consent (
  id uuid primary key,
  email text not null,
  locale text not null,
  lists uuid[] not null check (cardinality(lists) > 0),
  locales text[] not null check (cardinality(locales) > 0), -- of the edition wanted
  said text not null, -- the text that they agreed to
  asked_at timestamptz not null default now(),
  asked_from text not null, -- an address of the network
  expires_at timestamptz not null,
  token_sha256 bytea not null unique,
  confirmed_at timestamptz,
  confirmed_from text,
  check ((confirmed_at is null) = (confirmed_from is null))
);
create index consent_email on consent (email, asked_at);

-- An address that was erased, as a keyed hash: nobody can read it, and a file that brings it again is found out.
create table erased_address (
  hash bytea primary key,
  erased_at timestamptz not null default now()
);

-- What is erased stays in the books as a number, under an address that cannot exist (RFC 2606).
create function is_erased(email text) returns boolean language sql immutable as $$
  select email like '%@erased.invalid'
$$;
create or replace function guard_delivery_identity() returns trigger language plpgsql as $$
begin
  if (new.id, new.dispatch_id, new.edition_id, new.subscriber_id, new.email)
     is distinct from (old.id, old.dispatch_id, old.edition_id, old.subscriber_id, old.email)
     and not (is_erased(new.email) and (new.id, new.dispatch_id, new.edition_id, new.subscriber_id)
              is not distinct from (old.id, old.dispatch_id, old.edition_id, old.subscriber_id)) then
    raise exception 'a delivery stays what it was frozen as' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
-- A server's words repeat the address. They may go, and nothing else.
drop trigger deny_change on bounce;
create function guard_bounce() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.said = '' and to_jsonb(new) - 'said' = to_jsonb(old) - 'said' then
    return new;
  end if;
  raise exception '% of % is not allowed: rows of this table never change', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger guard_change before update or delete on bounce for each row execute function guard_bounce();
create trigger audit_erasure after update of email on subscriber for each row
  when (is_erased(new.email)) execute function audit_row('subscriber-erased', '');
