import { daysAfter, momentAt, wallTime } from '../language/clock.ts'

/** When people are reminded. */
export interface ReminderRules {
  /** The hour (0–23) of the office's day at which people are told what waits for them. */
  digestHour: number
  /** Before a deadline: this share (0–1) of the time that there was, but at least so many hours, but at most half of it. */
  leadShare: number
  leadHours: number
  /** So many hours after a deadline the administrators are told. */
  escalateHours: number
}

/** What there is to decide, as far as reminding goes. */
export interface Matter {
  openedAt: Date
  dueAt: Date | null
  /** Approved, superseded, withdrawn: nobody needs to hear of it any more. */
  settled: boolean
}

export interface Reminder {
  kind: 'waiting' | 'due-soon' | 'overdue' | 'escalated'
  /** Since when it is to be said; whoever came to the matter later has just been told of it. */
  at: Date
  /** What tells it from others of its kind: a day, or a deadline. Each is said once. */
  occasion: string
}

const hourMs = 3_600_000

/** The office's last morning up to a moment, and the first after it. */
const morningsAround = (now: Date, digestHour: number, timeZone: string) => {
  const today = wallTime(now, timeZone).date
  const mornings = [-1, 0, 1].map((days) => {
    const date = daysAfter(today, days)
    return { date, at: momentAt(date, digestHour, timeZone) }
  })
  return { last: mornings.findLast(({ at }) => at <= now)!, next: mornings.find(({ at }) => at > now)! }
}

/**
 * What has to have been said of a matter by now, and when to look again. It says what is so now, not what it missed:
 * after days of standstill one reminder follows, not many. Asked again, it says the same; each occasion is one notice.
 * @param timeZone IANA name of the office's
 * @returns `next`: null once the matter is settled, else later than now
 */
export const planReminders = (
  { openedAt, dueAt, settled }: Matter,
  now: Date,
  rules: ReminderRules,
  timeZone: string,
): { due: Reminder[]; next: Date | null } => {
  if (settled) return { due: [], next: null }
  const { last, next } = morningsAround(now, rules.digestHour, timeZone)
  const morning = last.at > openedAt ? last : null
  if (!dueAt)
    return {
      due: morning ? [{ kind: 'waiting', at: morning.at, occasion: morning.date }] : [],
      next: next.at,
    }

  const given = dueAt.getTime() - openedAt.getTime()
  const inTime = given > 0
  const lead = Math.min(Math.max(given * rules.leadShare, rules.leadHours * hourMs), given / 2)
  const soonAt = new Date(dueAt.getTime() - lead)
  const escalateAt = new Date(Math.max(dueAt.getTime(), openedAt.getTime()) + rules.escalateHours * hourMs)
  const deadline = dueAt.toISOString()

  const due: Reminder[] = []
  if (now >= escalateAt) due.push({ kind: 'escalated', at: escalateAt, occasion: deadline })
  if (now >= dueAt) {
    if (morning && morning.at > dueAt) due.push({ kind: 'overdue', at: morning.at, occasion: morning.date })
    else if (inTime) due.push({ kind: 'overdue', at: dueAt, occasion: deadline })
  } else {
    if (inTime && now >= soonAt) due.push({ kind: 'due-soon', at: soonAt, occasion: deadline })
    if (morning) due.push({ kind: 'waiting', at: morning.at, occasion: morning.date })
  }
  const moments = [...(inTime ? [soonAt, dueAt] : []), escalateAt, next.at].filter((at) => at > now)
  return { due, next: new Date(Math.min(...moments.map(Number))) }
}
