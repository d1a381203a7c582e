-- How fast mail may leave, counted for all processes together, and which servers have asked us to wait.

create table send_window (
  span text primary key check (span in ('second', 'hour')),
  began_at timestamptz not null,
  sent integer not null
);
insert into send_window (span, began_at, sent) values ('second', 'epoch', 0), ('hour', 'epoch', 0);

create table mail_domain (
  domain text primary key,
  failures integer not null default 0, -- recipients put off one after the other
  paused_until timestamptz not null default 'epoch',
  minute_began timestamptz not null default 'epoch',
  minute_sent integer not null default 0
);
