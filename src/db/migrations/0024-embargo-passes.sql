-- A release that was put on the site under an embargo is published by its status too, once that has passed. The site
-- itself asks the clock at each request; this is for everybody else who looks at the status.

alter table release add column public_at timestamptz;
create index release_public on release (public_at) where public_at is not null;

create function wait_for_embargo() returns trigger language plpgsql as $$
begin
  update release l set public_at = l.embargo_at
  from edition e join revision r on r.id = e.revision_id
  where e.id = new.edition_id and l.id = r.release_id and l.status = 'in-progress' and l.embargo_at > clock_timestamp();
  return null;
end $$;
create trigger wait_for_embargo after insert on publication for each row execute function wait_for_embargo();

create function move_public_at() returns trigger language plpgsql as $$
begin
  new.public_at := case when new.status = 'in-progress' and old.public_at is not null
                        then coalesce(new.embargo_at, clock_timestamp()) end;
  return new;
end $$;
create trigger move_public_at before update of embargo_at, status on release for each row execute function move_public_at();
