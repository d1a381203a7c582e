-- What comes back: reports of mail servers on messages that they took or refused, and complaints of their users.

create table return_mail (
  id uuid primary key default uuidv7(),
  received_at timestamptz not null default now(),
  sha256 bytea not null unique check (length(sha256) = 32), -- of the message: read twice, it counts once
  via text not null check (via in ('listener', 'mailbox')),
  kind text not null check (kind in ('failure', 'delay', 'delivered', 'complaint', 'auto-reply', 'unrecognised')),
  sender text not null,
  subject text not null,
  -- The message itself, where nobody knew what to make of it. Of the others, the bounce tells.
  raw bytea,
  check ((kind = 'unrecognised') = (raw is not null))
);
create index return_mail_unrecognised on return_mail (id) where kind = 'unrecognised';
create trigger deny_change before update or delete on return_mail for each row execute function deny();

-- A message that did not arrive, or was not wanted, and why. What it means for the address:
-- hard: there is none such; soft: not now; refused: it is about us or the message, and counts against nobody;
-- complaint: its reader called it spam.
create table bounce (
  id uuid primary key default uuidv7(),
  at timestamptz not null default now(),
  delivery_id uuid not null references delivery,
  class text not null check (class in ('hard', 'soft', 'refused', 'complaint')),
  status text check (status ~ '^[245]\.\d{1,3}\.\d{1,3}$'), -- RFC 3463
  said text not null check (length(said) <= 1000), -- by the mail server
  return_mail_id uuid references return_mail, -- null where the server said so at once
  unique (delivery_id, class)
);
create trigger deny_change before update or delete on bounce for each row execute function deny();

-- How far each mailbox has been read. It is never changed: what is in it stays.
create table return_mailbox (
  name text primary key,
  validity text not null, -- UIDVALIDITY: where it is another one, numbers begin anew
  last_uid bigint not null
);
