import { sql } from 'kysely'
import type { Db } from '../db/client.ts'

/** How many messages may leave, by all processes together; null for no limit. */
export interface Limits {
  perSecond: number | null
  perHour: number | null
  /** To one domain of recipients, a minute. */
  perDomain: number | null
}

/** So many recipients of a domain put off one after the other mean its server, not their mailboxes. */
const PATIENCE = 3

/** How many messages may leave now, and when the next may where that is none. To be called under a lock. */
export const room = async (db: Db, { perSecond, perHour }: Limits) => {
  const { rows } = await sql<{ left: number; at: Date }>`
    select greatest(0, coalesce(min(w.most - w.sent), 2147483647))::int as left,
           max(case when w.sent >= w.most then w.ends else now() end) as at
    from (
      select s.most, case when s.ends > clock_timestamp() then s.sent else 0 end as sent, s.ends from (
        select case span when 'second' then ${perSecond}::int else ${perHour}::int end as most, sent,
               began_at + ('1 ' || span)::interval as ends
        from send_window) s where s.most is not null) w`.execute(db)
  return rows[0]!
}

/** Counts messages that leave now. */
export const count = (db: Db, sent: number) =>
  sql`update send_window
      set sent = case when began_at + ('1 ' || span)::interval > clock_timestamp() then sent else 0 end + ${sent},
          began_at = case when began_at + ('1 ' || span)::interval > clock_timestamp() then began_at else clock_timestamp() end`.execute(
    db,
  )

/** Counts messages that leave now to domains. */
export const countDomains = (db: Db, domains: string[]) =>
  sql`insert into mail_domain as m (domain, minute_began, minute_sent)
      select domain, now(), count(*) from unnest(${domains}::text[]) domain group by 1 order by 1
      on conflict (domain) do update set
        minute_sent = case when m.minute_began > now() - interval '1 minute' then m.minute_sent else 0 end + excluded.minute_sent,
        minute_began = case when m.minute_began > now() - interval '1 minute' then m.minute_began else now() end`.execute(
    db,
  )

/**
 * Remembers what the servers of domains said: where they put several off one after the other, nothing goes to them for a
 * minute, then for two, up to an hour; where they take a message, all is well again.
 * @param asking domains whose servers asked us to come again, one for each recipient who was tried for the first time
 */
export const heed = async (db: Db, well: string[], asking: string[]): Promise<void> => {
  if (well.length > 0)
    await sql`update mail_domain set failures = 0, paused_until = 'epoch'
              where domain = any(${well}) and failures > 0`.execute(db)
  const put = asking.filter((domain) => !well.includes(domain))
  if (put.length > 0)
    await sql`
      insert into mail_domain as m (domain, failures) select domain, count(*) from unnest(${put}::text[]) domain
      group by 1 order by 1
      on conflict (domain) do update set failures = m.failures + excluded.failures`.execute(db)
  if (put.length > 0)
    await sql`
      update mail_domain set paused_until = now() + make_interval(secs => least(3600, 60 * 2 ^ least(failures - ${PATIENCE}, 10)))
      where domain = any(${put}) and failures >= ${PATIENCE} and paused_until < now()`.execute(db)
}
