-- Webhooks that are changed and paused by administrators. While one is paused, nothing is told to it, and what happens
-- meanwhile is not told later.

alter table webhook add column paused_at timestamptz;
create trigger audit_change after update of url, events on webhook for each row
  when (old.url is distinct from new.url or old.events is distinct from new.events)
  execute function audit_row('webhook-changed', '', 'url', 'events');
create trigger audit_pause after update of paused_at on webhook for each row
  when (old.paused_at is null and new.paused_at is not null) execute function audit_row('webhook-paused', '', 'url');
create trigger audit_resume after update of paused_at on webhook for each row
  when (old.paused_at is not null and new.paused_at is null) execute function audit_row('webhook-resumed', '', 'url');

create or replace function tell_webhooks(told text, body jsonb) returns void language sql as $$
  insert into webhook_delivery (webhook_id, event, body, status)
  select w.id, told, body, 'pending' from webhook w
  where w.removed_at is null and w.paused_at is null and told = any(w.events) and not stands_still()
$$;

-- What was cancelled by a pause or a restore can be told by hand after all.
insert into status_edge (entity, from_status, to_status) values ('webhook_delivery', 'cancelled', 'pending');
