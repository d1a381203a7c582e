-- The lists that a release is meant for, as whoever submitted it said: the publisher finds them chosen, and decides.

create table release_list (
  release_id uuid not null references release,
  list_id uuid not null references mailing_list,
  primary key (release_id, list_id)
);

-- Whoever is named in a comment finds it among what waits for them.
create index comment_mentions on comment using gin (mentions);
