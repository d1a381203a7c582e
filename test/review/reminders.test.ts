import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Person } from '../../src/accounts/permissions.ts'
import { loadConfig } from '../../src/config.ts'
import { sweep } from '../../src/jobs/sweep.ts'
import { wallTime } from '../../src/language/clock.ts'
import type { Locale } from '../../src/language/model.ts'
import { recoverLost } from '../../src/mailing/lease.ts'
import { type Sink, startSink } from '../../src/mailing/sink.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { submitRelease } from '../../src/releases/submit.ts'
import { approve, handIn, sendBack } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { sendNotification } from '../../src/review/notify.job.ts'
import { openReview } from '../../src/review/open.job.ts'
import { reassign } from '../../src/review/reassign.ts'
import { remindPeople } from '../../src/review/remind.job.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { draftTranslation } from '../../src/translation/draft.job.ts'
import { type Office, openOffice } from '../support/office.ts'
import { releaseText, translationOf } from '../support/release.ts'
import { openSession } from '../support/session.ts'
import { drop, startMailServer } from '../support/smtp.ts'

let office: Office
let sink: Sink
let officer: Person
let administrator: Person

const open = async (settings: Partial<Office['deps']['config']> = {}) => {
  sink = await startSink()
  onTestFinished(() => sink.close())
  const { reminders, timeZone } = loadConfig({})
  // Half a day from now, so that no hour that a test lets pass is the morning's.
  const digestHour = (wallTime(new Date(), timeZone).hour + 12) % 24
  office = await openOffice({
    settings: {
      smtpUrl: `smtp://127.0.0.1:${sink.port}`,
      baseUrl: 'https://bayon.example',
      reminders: { ...reminders, digestHour },
      ...settings,
    },
  })
  officer = await office.person({ role: 'press-officer', locale: null })
  administrator = await office.person({ role: 'administrator', locale: null })
}
beforeEach(() => open())

const someone = (role: 'reviewer' | 'translator', ...locales: Locale[]) =>
  office.person(...locales.map((locale) => ({ role, locale })))

const run = (statement: string) => sql.raw(statement).execute(office.deps.db)

/** Takes a release in, without workers, up to where people decide. */
const submit = async (slug: string, more: Partial<Parameters<typeof submitRelease>[2]> = {}) => {
  await submitRelease(office.deps, officer.id, { slug, text: releaseText(slug), locales: ['km'], ...more })
  await openAll()
}

const openAll = async () => {
  const translations = await office.deps.db
    .selectFrom('translation')
    .select('id')
    .where('status', 'in', ['pending', 'drafted'])
    .orderBy('id')
    .execute()
  for (const { id } of translations) {
    await draftTranslation.run(office.deps, id)
    await openReview.run(office.deps, id)
  }
}

/** Runs what is due, as the relay, the sweep and the workers would. */
const work = async () => {
  const { deps } = office
  for (;;) {
    await sweep(deps)
    const due = await deps.db
      .deleteFrom('outbox')
      .where('run_at', '<=', sql<Date>`now()`)
      .where('job', 'in', ['remind-people', 'send-notification'])
      .returning(['job', 'payload'])
      .execute()
    if (due.length === 0) return
    for (const { job, payload } of due) {
      const { id } = payload as { id: string }
      await (job === 'remind-people' ? remindPeople : sendNotification).run(deps, id)
    }
  }
}

/** Lets time pass, for everything that the database remembers of it. */
const pass = async (interval: string) => {
  const earlier = (table: string, ...columns: string[]) =>
    run(`alter table ${table} disable trigger user;
         update ${table} set ${columns.map((column) => `${column} = ${column} - interval '${interval}'`).join()};
         alter table ${table} enable trigger user`)
  await earlier('review', 'opened_at', 'remind_at')
  await earlier('release', 'due_at')
  await earlier('assignment', 'created_at')
  await earlier('notification', 'status_since')
  await run(`update outbox set run_at = run_at - interval '${interval}'`)
  // Deadlines and days, as notices know them.
  await run(`update notification set occasion = case
      when occasion like '%T%Z' then
        to_char((occasion::timestamptz - interval '${interval}') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      else (occasion::date - floor(extract(epoch from interval '${interval}') / 86400)::int)::text end
    where kind in ('waiting', 'due-soon', 'overdue', 'escalated')`)
}

const mailsTo = async (person: Person) =>
  Promise.all(
    sink.messages
      .filter(({ to }) => to === person.email)
      .map(async ({ file }) => PostalMime.parse(await readFile(file))),
  )
const subjectsTo = async (person: Person) => (await mailsTo(person)).map(({ subject }) => subject)

const assigned = async (slug: string, locale: Locale, role: string) => {
  const rows = await office.deps.db
    .selectFrom('assignment as a')
    .innerJoin('translation as t', 't.id', 'a.translation_id')
    .innerJoin('revision as r', 'r.id', 't.revision_id')
    .innerJoin('release as l', 'l.id', 'r.release_id')
    .select(['a.person_id'])
    .where('l.slug', '=', slug)
    .where('t.locale', '=', locale)
    .where('t.status', '<>', 'superseded')
    .where('a.role', '=', role)
    .orderBy('a.id')
    .execute()
  return rows.map(({ person_id }) => person_id)
}

const statuses = async (person: Person) =>
  (
    await office.deps.db
      .selectFrom('notification')
      .select(['kind', 'status'])
      .where('person_id', '=', person.id)
      .orderBy('id')
      .execute()
  ).map(({ kind, status }) => `${kind} ${status}`)

const fill = async (person: Person, slug: string, locale: Locale = 'km') => {
  const { segments } = await getTranslation(office.deps.db, slug, locale, 'en')
  await editTargets(
    office.deps,
    person,
    slug,
    locale,
    segments.map(({ id, version, source }) => ({
      segmentId: id,
      version,
      text: translationOf(source, locale) || 'ភ្ញៀវ',
    })),
  )
}

const approveIt = async (person: Person, slug: string, locale: Locale = 'km') => {
  const { contentSha256 } = await getTranslation(office.deps.db, slug, locale, 'en')
  return approve(office.deps, person, slug, locale, contentSha256)
}

describe('a text that opens', () => {
  it('goes to one reviewer and one translator, who has the least to do, then who has waited longest', async () => {
    const reviewers = [await someone('reviewer', 'km'), await someone('reviewer', 'km')]
    const translator = await someone('translator', 'km')
    for (const slug of ['one', 'two', 'three']) await submit(slug)
    const given = []
    for (const slug of ['one', 'two', 'three']) given.push(await assigned(slug, 'km', 'reviewer'))
    expect(given).toEqual([[reviewers[0]!.id], [reviewers[1]!.id], [reviewers[0]!.id]])
    expect(await assigned('one', 'km', 'translator')).toEqual([translator.id])

    // Who has two open texts has more to do than who has one, until one of them is longer than both.
    await submit('four')
    expect(await assigned('four', 'km', 'reviewer')).toEqual([reviewers[1]!.id])
    const long = Array.from({ length: 40 }, (_, n) => `Point ${n} was agreed.`).join(' ')
    await submit('long', { text: `${releaseText('long')}\n\n${long}` })
    expect(await assigned('long', 'km', 'reviewer')).toEqual([reviewers[0]!.id])
    await submit('five')
    await submit('six')
    expect(await assigned('six', 'km', 'reviewer')).toEqual([reviewers[1]!.id])
  })

  it('never goes to a reviewer who is to write it, wrote it, or has left', async () => {
    const both = await office.person({ role: 'reviewer', locale: 'km' }, { role: 'translator', locale: 'km' })
    const left = await someone('reviewer', 'km')
    await run(`update person set deactivated_at = now() where id = '${left.id}'`)
    const own = await office.person(
      { role: 'press-officer', locale: null },
      { role: 'reviewer', locale: 'en' },
    )
    officer = own
    await submit('guests')
    expect(await assigned('guests', 'km', 'translator')).toEqual([both.id])
    expect(await assigned('guests', 'km', 'reviewer')).toEqual([])
    expect(await assigned('guests', 'en', 'reviewer')).toEqual([])
    await work()
    const [mail] = await mailsTo(administrator)
    expect(mail!.subject).toBe('2 texts wait for you')
    expect(mail!.text).toContain('could not be given to anybody')

    const late = await someone('reviewer', 'km')
    await pass('1 day')
    await work()
    expect(await assigned('guests', 'km', 'reviewer')).toEqual([late.id])
  })

  it('goes to whom the submitter named, in each revision, or is refused with what is wrong', async () => {
    const other = await someone('reviewer', 'km')
    const named = await someone('reviewer', 'km')
    const press = await openSession(office, officer)
    const body = { text: releaseText('named'), slug: 'named', locales: ['km'] }
    const ask = (people: object) => press('POST', '/api/releases', { ...body, people })
    const unfit = await ask({ km: { reviewers: [officer.id] } })
    expect(unfit.json()).toMatchObject({ status: 422, code: 'person-unfit' })
    expect(unfit.json().detail).toContain(officer.name)
    expect((await ask({ km: { reviewers: [crypto.randomUUID()] } })).json().code).toBe('person-unfit')
    expect((await ask({ ja: { reviewers: [named.id] } })).json().code).toBe('invalid-request')
    expect((await ask({ km: { reviewers: [named.id] } })).statusCode).toBe(201)
    await openAll()
    expect(await assigned('named', 'km', 'reviewer')).toEqual([named.id])
    await reviseRelease(office.deps, officer.id, 'named', { text: releaseText('named again') })
    await openAll()
    expect(await assigned('named', 'km', 'reviewer')).toEqual([named.id])
    expect(await statuses(other)).toEqual([])
    const own = await office.person(
      { role: 'press-officer', locale: null },
      { role: 'reviewer', locale: 'en' },
    )
    const self = await openSession(office, own)
    const refused = await self('POST', '/api/releases', {
      ...body,
      slug: 'self',
      people: { en: { reviewers: [own.id] } },
    })
    expect(refused.json()).toMatchObject({ status: 409, code: 'person-edited' })
  })

  it('can be given to others, which goes on the record; who had it hears no more of it', async () => {
    const before = await someone('reviewer', 'km')
    const translator = await someone('translator', 'km')
    await submit('guests')
    const after = await someone('reviewer', 'km')
    const ask = await openSession(office, administrator)
    const url = '/api/releases/guests/translations/km/assignments'
    const answer = await ask('PUT', url, { reviewers: [after.id] })
    expect(answer.json()).toEqual({
      reviewers: [{ id: after.id, name: after.name }],
      translators: [{ id: translator.id, name: translator.name }],
    })
    await work()
    expect([await statuses(before), await statuses(after)]).toEqual([
      ['to-review cancelled'],
      ['to-review sent'],
    ])
    const record = await office.deps.db
      .selectFrom('audit_event')
      .select(['actor_id', 'action', 'details'])
      .where('entity', '=', 'named_person')
      .execute()
    expect(record).toMatchObject([
      { actor_id: administrator.id, action: 'person-named', details: { person_id: after.id } },
    ])
    await fill(translator, 'guests')
    expect((await ask('PUT', url, { reviewers: [translator.id] })).json().code).toBe('person-unfit')
    await run(`insert into person_role values ('${translator.id}', 'reviewer', 'km')`)
    expect((await ask('PUT', url, { reviewers: [translator.id] })).json().code).toBe('person-edited')
    expect(await assigned('guests', 'km', 'reviewer')).toEqual([after.id])
    await reassign(office.deps, officer, 'guests', 'km', { reviewers: [before.id], translators: [] })
    await pass('1 hour')
    await work()
    expect(await statuses(before)).toEqual(['to-review cancelled', 'to-review sent'])
  })
})

describe('a mail', () => {
  it('is in the reader’s language, in HTML and text, with title, language, deadline and link', async () => {
    const reviewer = await someone('reviewer', 'km')
    await run(`update person set locale = 'km' where id = '${reviewer.id}'`)
    await submit('guests', { dueAt: new Date('2036-11-27T10:00:00Z') })
    await work()
    const [mail] = await mailsTo(reviewer)
    expect(mail!.subject).toBe('សូមពិនិត្យ (ភាសាខ្មែរ)៖ “guests”')
    expect(mail!.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
    for (const part of [mail!.text!, mail!.html!.replaceAll('\u200b', '')]) {
      expect(part).toContain('ថ្ងៃព្រហស្បតិ៍ ទី២៧ ខែវិច្ឆិកា ឆ្នាំ២០៣៦ ម៉ោង ១៧:០០ (UTC+7)')
      expect(part).toContain('https://bayon.example/releases/guests/km')
      expect(part).toContain('៧ ផ្នែក ក្នុងចំណោម ៧ ផ្នែក')
    }
    expect(mail!.html).toContain('<html lang="km"')
  })

  it('makes no markup of a title, a name or a reason', async () => {
    const reviewer = await someone('reviewer', 'en')
    await run(`update person set name = '<b>X</b>' where id = '${reviewer.id}'`)
    await submit('guests', { text: releaseText('<img src=x onerror=alert(1)>\\{{ 1 | plus: 1 }}') })
    await sendBack(office.deps, reviewer, 'guests', 'en', 'Because\n<script>alert(1)</script>')
    await work()
    const [mail] = await mailsTo(officer)
    expect(mail!.html).not.toMatch(/<(img|b|script)\b/)
    expect(mail!.html).toContain('&lt;script&gt;')
    expect(mail!.text).toContain('> <script>alert(1)</script>')
    expect(mail!.html).toContain('plus: 1')
  })

  it('leaves at once; what comes up within half an hour leaves together, once', async () => {
    const reviewer = await someone('reviewer', 'km')
    await submit('one')
    await work()
    expect(await subjectsTo(reviewer)).toEqual(['Please review (Khmer): “one”'])
    await submit('two')
    await submit('three')
    await work()
    expect(sink.messages.filter(({ to }) => to === reviewer.email)).toHaveLength(1)
    await pass('29 minutes')
    await work()
    expect(sink.messages.filter(({ to }) => to === reviewer.email)).toHaveLength(1)
    await pass('2 minutes')
    await work()
    expect(await subjectsTo(reviewer)).toEqual(['Please review (Khmer): “one”', '2 texts wait for you'])
    const { text = '' } = (await mailsTo(reviewer))[1]!
    for (const slug of ['two', 'three']) expect(text).toContain(`https://bayon.example/releases/${slug}/km`)
    expect(text).not.toContain('/releases/one/')
    await pass('31 minutes')
    await work()
    expect(await statuses(reviewer)).toEqual(Array(3).fill('to-review sent'))
  })

  it('that waited is not sent when the matter is settled first', async () => {
    const reviewer = await someone('reviewer', 'km')
    const translator = await someone('translator', 'km')
    await submit('one')
    await work()
    for (const slug of ['approved', 'withdrawn', 'superseded']) await submit(slug)
    await work()
    expect((await statuses(reviewer)).filter((line) => line === 'to-review pending')).toHaveLength(3)
    await fill(translator, 'approved')
    await approveIt(reviewer, 'approved')
    await run(`update release set status = 'withdrawn' where slug = 'withdrawn'`)
    await reviseRelease(office.deps, officer.id, 'superseded', { text: releaseText('other') })
    expect((await statuses(reviewer)).sort()).toEqual([
      ...Array(3).fill('to-review cancelled'),
      'to-review sent',
    ])
    await pass('1 hour')
    await work()
    expect(sink.messages.filter(({ to }) => to === reviewer.email)).toHaveLength(1)
    await pass('3 days')
    await work()
    const [, digest] = await mailsTo(reviewer)
    for (const slug of ['approved', 'withdrawn', 'superseded'])
      expect(digest?.text ?? '').not.toContain(`/releases/${slug}/`)
  })

  it('of a translation that is complete no longer asks for translating', async () => {
    const translator = await someone('translator', 'km')
    await submit('guests')
    await fill(translator, 'guests')
    await work()
    expect(await statuses(translator)).toEqual(['to-translate cancelled'])
  })

  it('whose answer was lost is uncertain, with all that it says, and is never sent again', async () => {
    const server = await startMailServer((moment) => (moment === 'END' ? drop : undefined))
    onTestFinished(() => server.close())
    await open({ smtpUrl: `smtp://127.0.0.1:${server.port}` })
    const reviewer = await someone('reviewer', 'km', 'en')
    await submit('guests')
    await work()
    expect(await statuses(reviewer)).toEqual(['to-review uncertain', 'to-review uncertain'])
    const mine = () => server.taken.filter((message) => message.includes(reviewer.email))
    expect(mine()).toHaveLength(1)
    await pass('1 hour')
    await work()
    expect(mine()).toHaveLength(1)
  })

  it('in whose midst the process died becomes uncertain as a whole', async () => {
    const reviewer = await someone('reviewer', 'km', 'en')
    await submit('guests')
    await run(
      `update notification set status = 'sending', worker = 2147483647 where person_id = '${reviewer.id}'`,
    )
    expect(await recoverLost(office.deps.db)).toBe(2)
    await pass('1 hour')
    await work()
    expect(await statuses(reviewer)).toEqual(['to-review uncertain', 'to-review uncertain'])
    expect(await subjectsTo(reviewer)).toEqual([])
  })

  it('that the server defers is tried again, unless the matter is settled by then', async () => {
    let busy = true
    const server = await startMailServer((moment) =>
      busy && moment === 'RCPT' ? '450 4.2.0 later' : undefined,
    )
    onTestFinished(() => server.close())
    await open({ smtpUrl: `smtp://127.0.0.1:${server.port}` })
    const reviewer = await someone('reviewer', 'km')
    await submit('guests')
    await work()
    expect(await statuses(reviewer)).toEqual(['to-review pending'])
    busy = false
    await pass('2 minutes')
    await work()
    expect(await statuses(reviewer)).toEqual(['to-review sent'])
    expect(server.taken.filter((message) => message.includes(reviewer.email))).toHaveLength(1)
  })

  it('two workers that come at once send one', async () => {
    const reviewer = await someone('reviewer', 'km', 'en')
    await submit('guests')
    const notices = await office.deps.db
      .selectFrom('notification')
      .select('id')
      .where('person_id', '=', reviewer.id)
      .execute()
    await Promise.all([...notices, ...notices].map(({ id }) => sendNotification.run(office.deps, id)))
    expect(await subjectsTo(reviewer)).toEqual(['2 texts wait for you'])
  })
})

describe('with a deadline', () => {
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

  it('people are reminded before and after, then daily, and the administrator and the submitter hear of it once', async () => {
    const reviewer = await someone('reviewer', 'km')
    const translator = await someone('translator', 'km')
    const english = await someone('reviewer', 'en')
    await submit('guests', { dueAt: inDays(2) })
    await approveIt(english, 'guests', 'en')
    await fill(translator, 'guests')
    await work()
    const kinds = async (person: Person) => [
      ...new Set((await statuses(person)).map((line) => line.split(' ')[0])),
    ]
    expect(await kinds(reviewer)).toEqual(['to-review'])
    await pass('37 hours') // a quarter is left
    await work()
    expect(await kinds(reviewer)).toContain('due-soon')
    await pass('11 hours')
    await pass('1 minute')
    await work()
    await pass('1 hour')
    await work()
    expect(await kinds(reviewer)).toContain('overdue')
    expect(await subjectsTo(reviewer)).toContainEqual('Overdue (Khmer): “guests”')
    expect(await kinds(administrator)).toEqual([])
    await pass('4 hours')
    await work()
    expect(await subjectsTo(administrator)).toEqual(['Overdue and not decided (Khmer): “guests”'])
    expect(await subjectsTo(officer)).toEqual(['Overdue and not decided (Khmer): “guests”'])
    const [told] = await mailsTo(administrator)
    expect(told!.text).toContain(`Assigned to: ${reviewer.name}`)

    const daily = async () => (await statuses(reviewer)).filter((line) => line === 'overdue sent').length
    const first = await daily()
    for (let day = 1; day <= 3; day++) {
      await pass('1 day')
      await work()
      await work()
    }
    expect(await daily()).toBe(first + 3)
    expect(await subjectsTo(administrator)).toHaveLength(1)
    expect(await statuses(translator), 'who has nothing to do hears nothing').toEqual([
      'to-translate cancelled',
    ])

    await approveIt(reviewer, 'guests')
    const before = sink.messages.length
    await pass('5 days')
    await work()
    expect(sink.messages.slice(before).filter(({ to }) => to === reviewer.email)).toEqual([])
    const timers = await office.deps.db
      .selectFrom('review')
      .select('id')
      .where('remind_at', 'is not', null)
      .execute()
    expect(timers).toEqual([])
  })

  it('another deadline is another plan', async () => {
    const reviewer = await someone('reviewer', 'km')
    await submit('guests', { dueAt: inDays(0.01) })
    await work()
    await run(`update release set due_at = now() + interval '10 days'`)
    await pass('12 hours')
    await work()
    expect((await statuses(reviewer)).filter((line) => /overdue|due-soon/.test(line))).toEqual([])
  })
})

describe('each morning', () => {
  it('who has something waiting gets one digest of all of it, nobody else gets anything', async () => {
    const busy = await someone('reviewer', 'km')
    const idle = await someone('reviewer', 'ja')
    for (const slug of ['one', 'two', 'three']) await submit(slug)
    await work()
    const before = (await mailsTo(busy)).length
    await pass('1 day')
    await work()
    await work()
    const digests = (await mailsTo(busy)).slice(before)
    expect(digests.map(({ subject }) => subject)).toEqual(['3 texts wait for you'])
    expect(await mailsTo(idle)).toEqual([])
    await pass('5 minutes')
    await work()
    expect(await mailsTo(busy)).toHaveLength(before + 1)
  })

  it('whoever came to a text after that is told of it, and not reminded too', async () => {
    const before = await someone('reviewer', 'km')
    await submit('guests')
    await work()
    await pass('1 day')
    const after = await someone('reviewer', 'km')
    await reassign(office.deps, administrator, 'guests', 'km', { reviewers: [after.id], translators: [] })
    await work()
    await pass('1 hour')
    await run('update review set remind_at = now() where remind_at is not null')
    await work()
    expect(await statuses(before)).toEqual(['to-review sent'])
    expect(await statuses(after)).toEqual(['to-review sent'])
  })

  it('loses nothing with the queue', async () => {
    const reviewer = await someone('reviewer', 'km')
    await submit('guests')
    await work()
    await pass('1 day')
    await sweep(office.deps)
    await run('delete from outbox')
    await work()
    expect(await subjectsTo(reviewer)).toEqual([
      'Please review (Khmer): “guests”',
      'Waiting for you (Khmer): “guests”',
    ])
  })
})

describe('what is sent back', () => {
  it('is told to the translator with its reason, and to the reviewer again when it is handed in', async () => {
    const reviewer = await someone('reviewer', 'km')
    const translator = await someone('translator', 'km')
    await submit('guests')
    await fill(translator, 'guests')
    await work()
    await sendBack(office.deps, reviewer, 'guests', 'km', 'The title is not official.')
    await pass('1 hour')
    await work()
    const [mail] = await mailsTo(translator)
    expect(mail!.subject).toBe('Sent back (Khmer): “guests”')
    expect(mail!.text).toContain('The title is not official.')
    await pass('1 day')
    await work()
    expect((await statuses(translator)).at(-1)).toBe('waiting sent')
    expect((await statuses(reviewer)).filter((line) => line.startsWith('waiting'))).toEqual([])
    await handIn(office.deps, translator, 'guests', 'km')
    await openAll()
    await pass('1 hour')
    await work()
    expect((await statuses(reviewer)).filter((line) => line === 'to-review sent')).toHaveLength(2)
  })

  it('in English is told to who submitted it', async () => {
    const reviewer = await someone('reviewer', 'en')
    await submit('guests')
    await sendBack(office.deps, reviewer, 'guests', 'en', 'The date is wrong.')
    await work()
    const [mail] = await mailsTo(officer)
    expect(mail!.text).toContain('submit a corrected revision')
    expect(mail!.text).toContain('> The date is wrong.')
  })
})
