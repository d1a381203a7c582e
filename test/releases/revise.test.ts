import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import PostalMime from 'postal-mime'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Person } from '../../src/accounts/permissions.ts'
import { verifyAudit } from '../../src/audit/verify.ts'
import { Refusal } from '../../src/errors.ts'
import type { Locale } from '../../src/language/model.ts'
import { deliverDispatch } from '../../src/mailing/deliver.job.ts'
import { getDispatch } from '../../src/mailing/dispatch.ts'
import { freezeDispatch } from '../../src/mailing/freeze.job.ts'
import { createList, subscribe } from '../../src/mailing/lists.ts'
import { orderDispatch } from '../../src/mailing/order.ts'
import { startSink } from '../../src/mailing/sink.ts'
import { stageNames } from '../../src/pipeline.ts'
import { listArtifacts } from '../../src/publishing/queries.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { submitRelease } from '../../src/releases/submit.ts'
import { approve } from '../../src/review/decide.ts'
import { editTargets } from '../../src/review/edit.ts'
import { sendNotification } from '../../src/review/notify.job.ts'
import { openReview } from '../../src/review/open.job.ts'
import { getTranslation } from '../../src/review/translation.ts'
import { importUnits } from '../../src/translation/memory.ts'
import { type Office, openOffice, until } from '../support/office.ts'
import { approveAs, inReview, openTeam, type Team } from '../support/release.ts'
import { openSession } from '../support/session.ts'

const welcomed = 'The Minister welcomed the guests on 3 March 2024.'
const agreed = 'Both sides agreed to meet again.'
const agreedSoon = 'Both sides agreed to meet again soon.'
const weather = 'The weather was fine.'
const thanked = 'He thanked everybody for coming so far.'

const text = (...sentences: string[]) => `KINGDOM OF CAMBODIA
NATION RELIGION KING

PRESS RELEASE

“Guests”

${sentences.join(' ')}

Phnom Penh, 3 March 2024
`
const first = text(welcomed, agreed, weather)
const second = text(welcomed, agreedSoon, thanked)

// What a translator would write, by its English.
const translations: Record<string, { km: string; ja: string }> = {
  'KINGDOM OF CAMBODIA': { km: 'ព្រះរាជាណាចក្រកម្ពុជា', ja: 'カンボジア王国' },
  'NATION RELIGION KING': { km: 'ជាតិ សាសនា ព្រះមហាក្សត្រ', ja: '国家　宗教　国王' },
  Guests: { km: '«ភ្ញៀវ»', ja: '「来賓」' },
  '“Guests”': { km: '«ភ្ញៀវ»', ja: '「来賓」' },
  [welcomed]: {
    km: 'រដ្ឋមន្ត្រីបានស្វាគមន៍ភ្ញៀវ នៅថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤។',
    ja: '大臣は2024年3月3日に来賓を歓迎しました。',
  },
  [agreed]: { km: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀត។', ja: '双方は再び会うことで一致しました。' },
  [agreedSoon]: {
    km: 'ភាគីទាំងពីរបានឯកភាពជួបគ្នាម្តងទៀតក្នុងពេលឆាប់ៗ។',
    ja: '双方は近いうちに再び会うことで一致しました。',
  },
  [weather]: { km: 'អាកាសធាតុល្អប្រសើរ។', ja: '天気は晴れでした。' },
  [thanked]: { km: 'លោកបានអរគុណអ្នកទាំងអស់ដែលបានអញ្ជើញមកពីចម្ងាយ។', ja: '大臣は遠方から訪れた全員に感謝しました。' },
  'Phnom Penh, 3 March 2024': {
    km: 'រាជធានីភ្នំពេញ ថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤',
    ja: 'プノンペン、2024年3月3日',
  },
}

const open = async (settings = {}) => {
  const office = await openOffice({ settings })
  const team = await openTeam(office)
  return { office, team }
}

const submitFirst = (office: Office, team: Team) =>
  submitRelease(office.deps, team.officer.id, { text: first, slug: 'guests', locales: ['km', 'ja'] })

const revise = (office: Office, team: Team, revision = second) =>
  reviseRelease(office.deps, team.officer.id, 'guests', { text: revision })

const fill = async (office: Office, person: Person, locale: 'km' | 'ja') => {
  const { segments } = await inReview(office, 'guests', locale)
  const edits = segments
    .filter(({ target }) => target === '')
    .map(({ id, source, version }) => ({ segmentId: id, version, text: translations[source]![locale] }))
  if (edits.length > 0) await editTargets(office.deps, person, 'guests', locale, edits)
}

const approveAll = async (office: Office, team: Team) => {
  for (const locale of ['en', 'km', 'ja'] as const) {
    if (locale !== 'en') await fill(office, team.translator, locale)
    await approveAs(office, team.reviewer, 'guests', locale)
  }
}

const rendered = (office: Office, editions = 6) =>
  until(async () => {
    const all = await listArtifacts(office.deps.db, 'guests')
    return all.filter(({ status }) => status === 'rendered').length === editions && all
  }, `${editions} editions are rendered`)

const list = async (office: Office, team: Team, locales: Locale[]) => {
  await createList(office.deps, team.publisher.id, { slug: 'press', name: 'Press' })
  const subscribers = [{ email: 'reader@reader.example', locale: 'en' as const }]
  await subscribe(office.deps, team.publisher.id, 'press', locales, subscribers)
}

const segment = async (office: Office, locale: Locale, source: string) => {
  const { segments } = await getTranslation(office.deps.db, 'guests', locale, 'en')
  return segments.find((one) => one.source === source)!
}

const byHand = (office: Office, statement: string) => sql.raw(statement).execute(office.deps.db)

describe('a new revision', () => {
  it('goes from text to mail, and only what changed is translated again', async () => {
    const sink = await startSink()
    onTestFinished(() => sink.close())
    const { office, team } = await open({ smtpUrl: `smtp://${sink.host}:${sink.port}`, gatherMinutes: 0 })
    await office.work(...stageNames)
    await submitFirst(office, team)
    await approveAll(office, team)
    await rendered(office)
    const before = sink.messages.length

    const officer = await openSession(office, team.officer)
    const answer = await officer('POST', '/api/releases/guests/revisions', { text: second })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({
      number: 2,
      changes: { unchanged: 5, changed: 1, new: 1, removed: 1 },
    })

    const reviewer = await openSession(office, team.reviewer)
    await inReview(office, 'guests', 'km')
    const khmer = (await reviewer('GET', '/api/releases/guests/translations/km')).json()
    const by = (source: string) => khmer.segments.find((one: { source: string }) => one.source === source)
    expect(khmer.revision).toBe(2)
    expect(by(welcomed)).toMatchObject({
      change: 'unchanged',
      target: translations[welcomed]!.km,
      editedBy: team.translator.id,
      approvedBefore: true,
      previous: null,
    })
    expect(by(agreedSoon)).toMatchObject({
      change: 'changed',
      target: '',
      draft: translations[agreed]!.km,
      origin: expect.stringMatching(/^revision [5-9]\d$/),
      approvedBefore: false,
      previous: {
        source: agreed,
        target: translations[agreed]!.km,
        difference: [
          { kind: 'same', text: 'Both sides agreed to meet again' },
          { kind: 'added', text: ' soon' },
          { kind: 'same', text: '.' },
        ],
      },
    })
    expect(by(thanked)).toMatchObject({ change: 'new', target: '', draft: null, approvedBefore: false })

    const told = async (person: Person) =>
      office.deps.db
        .selectFrom('notification as n')
        .innerJoin('review as v', 'v.id', 'n.review_id')
        .innerJoin('translation as t', 't.id', 'v.translation_id')
        .innerJoin('revision as r', 'r.id', 't.revision_id')
        .select('n.kind')
        .where('r.number', '=', 2)
        .where('n.person_id', '=', person.id)
        .where('n.status', '=', 'sent')
        .execute()
    await until(
      async () => (await told(team.reviewer)).length === 3 && (await told(team.translator)).length === 2,
      'all are told',
    )
    for (const person of [team.reviewer, team.translator])
      expect(sink.messages.slice(before).some(({ to }) => to === person.email)).toBe(true)

    await approveAll(office, team)
    await rendered(office)
    await list(office, team, ['en', 'km', 'ja'])
    const { id } = await orderDispatch(office.deps, team.publisher.id, 'guests', { lists: ['press'] })
    await until(async () => (await getDispatch(office.deps, id)).status === 'completed', 'it is sent')
    const message = sink.messages.find(({ to }) => to === 'reader@reader.example')!
    const mail = await PostalMime.parse(await readFile(message.file))
    for (const sentence of [welcomed, agreedSoon, thanked]) {
      for (const words of [sentence, translations[sentence]!.ja]) expect(mail.text).toContain(words)
    }
    expect(mail.text).not.toContain(weather)

    expect((await officer('GET', '/api/releases/guests/revisions')).json()).toMatchObject([
      {
        number: 2,
        createdBy: team.officer.name,
        changes: { unchanged: 5, changed: 1, new: 1, removed: 1 },
      },
      { number: 1, createdBy: team.officer.name, changes: null },
    ])
    expect(await verifyAudit(office.deps.db)).toMatchObject({ whole: true })
  })

  it('is refused where nothing changed, and to whom it is not for', async () => {
    const { office, team } = await open()
    await submitFirst(office, team)
    const officer = await openSession(office, team.officer)
    const url = '/api/releases/guests/revisions'
    const same = await officer('POST', url, { text: first.replaceAll('\n\n', '\n\n\n') })
    expect([same.statusCode, same.json().code]).toEqual([409, 'revision-unchanged'])
    const none = await officer('POST', '/api/releases/none/revisions', { text: second })
    expect([none.statusCode, none.json().code]).toEqual([404, 'release-unknown'])
    const empty = await officer('POST', url, {})
    expect(empty.statusCode).toBe(400)
    const reviewer = await openSession(office, team.reviewer)
    expect((await reviewer('POST', url, { text: second })).statusCode).toBe(403)
    await byHand(office, `update release set status = 'withdrawn'`)
    await expect(revise(office, team)).rejects.toMatchObject({ code: 'status-conflict' })
    expect((await officer('GET', url)).json()).toHaveLength(1)
  })

  it('is taken as a file too', async () => {
    const { office, team } = await open()
    await submitFirst(office, team)
    const officer = await openSession(office, team.officer)
    const file = { filename: 'guests.txt', base64: Buffer.from(second).toString('base64') }
    expect((await officer('POST', '/api/releases/guests/revisions', { file })).json()).toMatchObject({
      number: 2,
    })
  })

  it('comes after another that is submitted at the same moment', async () => {
    const { office, team } = await open()
    await submitFirst(office, team)
    const both = await Promise.all([
      revise(office, team),
      revise(office, team, text(welcomed, thanked, weather)),
    ])
    expect(both.map(({ number }) => number).sort()).toEqual([2, 3])
    const twins = await Promise.allSettled([
      revise(office, team, text(welcomed)),
      revise(office, team, text(welcomed)),
    ])
    expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(twins.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'revision-unchanged' },
    })
  })

  it('meets approvals, edits and dispatches at the same moment: each is before it, or refused', async () => {
    const { office, team } = await open()
    await office.work('translate', 'review', 'render')
    await submitFirst(office, team)
    await list(office, team, ['en'])
    for (let round = 0; round < 8; round++) {
      await fill(office, team.translator, 'km')
      const khmer = await inReview(office, 'guests', 'km')
      const english = await inReview(office, 'guests', 'en')
      const edited = khmer.segments.find(({ source }) => source === welcomed)!
      const outcomes = await Promise.allSettled([
        approve(office.deps, team.reviewer, 'guests', 'en', english.contentSha256),
        revise(office, team, text(welcomed, round % 2 ? agreed : agreedSoon)),
        editTargets(office.deps, team.translator, 'guests', 'km', [
          { segmentId: edited.id, version: edited.version, text: `${edited.target}${round % 2 ? '៕' : '។'}` },
        ]),
        orderDispatch(office.deps, team.publisher.id, 'guests', { lists: ['press'] }),
      ])
      expect(outcomes[1].status).toBe('fulfilled')
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Refusal)
    }
    const { rows } = await byHand(
      office,
      `select t.id from translation t join revision r on r.id = t.revision_id
       where (t.status = 'superseded') <> (r.number < (select max(number) from revision))`,
    )
    expect(rows).toEqual([])
  })
})

describe('what a revision carries over', () => {
  it('keeps four eyes on what somebody wrote in the earlier one', async () => {
    const { office, team } = await open()
    await office.work('translate', 'review')
    await submitFirst(office, team)
    await fill(office, team.translator, 'km')
    await revise(office, team)
    const other = await office.person({ role: 'translator', locale: 'km' })
    await fill(office, other, 'km')
    await expect(approveAs(office, team.translator, 'guests', 'km')).rejects.toMatchObject({
      code: 'four-eyes',
    })
    await approveAs(office, team.reviewer, 'guests', 'km')
    const author = await office.person(
      { role: 'publisher', locale: null },
      { role: 'reviewer', locale: 'en' },
    )
    await reviseRelease(office.deps, author.id, 'guests', { text: text(welcomed, agreedSoon) })
    expect(await segment(office, 'en', welcomed)).toMatchObject({ editedBy: team.officer.id })
  })

  it('says that a pair was approved before only while it is that pair, and not by hand', async () => {
    const { office, team } = await open()
    await office.work('translate', 'review')
    await submitFirst(office, team)
    await fill(office, team.translator, 'km')
    await revise(office, team)
    await inReview(office, 'guests', 'km')
    expect(await segment(office, 'km', welcomed)).toMatchObject({
      change: 'unchanged',
      approvedBefore: false,
    })
    await fill(office, team.translator, 'km')
    await approveAs(office, team.reviewer, 'guests', 'km')
    await revise(office, team, text(welcomed, agreedSoon))
    await revise(office, team, text(welcomed))
    await inReview(office, 'guests', 'km')
    const kept = await segment(office, 'km', welcomed)
    expect(kept).toMatchObject({ approvedBefore: true })

    const value = `(select id from approval limit 1)`
    await expect(byHand(office, `update target set approved_in = ${value}`)).rejects.toThrow(/known when/)
    await byHand(
      office,
      `create temporary table kept as select * from target where segment_id = '${kept.id}'
      and translation_id in (select id from translation where locale = 'km');
      delete from draft where segment_id = '${kept.id}'; delete from finding where segment_id = '${kept.id}';
      delete from target using kept where target.segment_id = kept.segment_id and target.translation_id = kept.translation_id`,
    )
    const { rows } = await byHand(office, 'select * from kept')
    const row = rows[0] as { translation_id: string; text: string; approved_in: string }
    const insert = (text: string) =>
      office.deps.db
        .insertInto('target')
        .values({ ...row, segment_id: kept.id, text })
        .execute()
    await expect(insert(`${row.text} `)).rejects.toThrow(/not approved/)
    await insert(row.text)
    expect(await segment(office, 'km', welcomed)).toMatchObject({ approvedBefore: true })
    const edit = { segmentId: kept.id, version: kept.version, text: `${kept.target}៕` }
    await editTargets(office.deps, team.translator, 'guests', 'km', [edit])
    expect(await segment(office, 'km', welcomed)).toMatchObject({ approvedBefore: false })
  })

  it('offers the old target unless the memory has the very sentence, through two revisions too', async () => {
    const { office, team } = await open()
    await office.work('translate', 'review')
    await submitFirst(office, team)
    await fill(office, team.translator, 'km')
    await importUnits(
      office.deps.db,
      'km',
      'elsewhere',
      [{ source: 'Both sides agreed to meet again very soon.', target: 'ពីទីផ្សេង' }],
      0,
    )
    await revise(office, team, text(welcomed, agreedSoon, thanked))
    await inReview(office, 'guests', 'km')
    expect(await segment(office, 'km', agreedSoon)).toMatchObject({
      draft: translations[agreed]!.km,
      target: '',
    })

    const other = 'Both sides agreed to meet again in May.'
    await revise(office, team, text(welcomed, other, thanked))
    await inReview(office, 'guests', 'km')
    expect(await segment(office, 'km', other)).toMatchObject({
      draft: translations[agreed]!.km,
      previous: { source: agreedSoon, target: '' },
    })

    await revise(office, team, text(welcomed, 'Both sides agreed to meet again very soon.', thanked))
    await inReview(office, 'guests', 'km')
    expect(await segment(office, 'km', 'Both sides agreed to meet again very soon.')).toMatchObject({
      origin: 'memory 100',
      target: 'ពីទីផ្សេង',
      change: 'changed',
    })
  })
})

describe('the earlier revision', () => {
  it('is edited and approved no more, over the API or by hand, and says why', async () => {
    const { office, team } = await open()
    await office.work('translate', 'review')
    await submitFirst(office, team)
    await fill(office, team.translator, 'km')
    const old = await inReview(office, 'guests', 'km')
    await inReview(office, 'guests', 'ja')
    const reviews = await office.deps.db.selectFrom('review').selectAll().execute()
    await revise(office, team)

    const [{ id, version }] = old.segments as [(typeof old.segments)[0]]
    await expect(
      editTargets(office.deps, team.translator, 'guests', 'km', [{ segmentId: id, version, text: 'ក' }]),
    ).rejects.toMatchObject({ code: 'revision-superseded' })
    await expect(
      approve(office.deps, team.reviewer, 'guests', 'km', old.contentSha256),
    ).rejects.toMatchObject({ code: 'revision-superseded' })
    await expect(
      byHand(office, `update target set text = text || '!' where segment_id = '${id}'`),
    ).rejects.toThrow('revision-superseded')
    await expect(
      byHand(
        office,
        `insert into approval (translation_id, content_sha256, approved_by)
         select id, content_sha256(id), '${team.reviewer.id}' from translation where status = 'superseded'`,
      ),
    ).rejects.toThrow('revision-superseded')
    await expect(
      byHand(office, `update translation set status = 'drafted' where status = 'superseded'`),
    ).rejects.toThrow('status-conflict')

    const closed = await office.deps.db
      .selectFrom('review')
      .selectAll()
      .where('outcome', '=', 'superseded')
      .execute()
    expect(closed.map((review) => review.id).sort()).toEqual(reviews.map((review) => review.id).sort())
    const events = await office.deps.db
      .selectFrom('audit_event')
      .select(['actor_id', 'details'])
      .where('action', '=', 'review-superseded')
      .execute()
    expect(events).toHaveLength(reviews.length)
    expect(events[0]).toMatchObject({ actor_id: team.officer.id, details: { reason: 'revision 2' } })
  })

  it('sends no notices any more that had not gone, nor those that were to be tried again', async () => {
    const { office, team } = await open({ smtpUrl: 'smtp://127.0.0.1:9', recoverySeconds: 600 })
    await office.work('translate')
    await submitFirst(office, team)
    const english = await office.deps.db
      .selectFrom('translation')
      .select('id')
      .where('locale', '=', 'en')
      .executeTakeFirstOrThrow()
    await openReview.run(office.deps, english.id)
    const others = await office.person({ role: 'reviewer', locale: 'en' })
    await byHand(
      office,
      `insert into notification (person_id, review_id, kind, status)
       select '${others.id}', id, 'to-review', 'pending' from review;
       update notification set status = 'sending', worker = 0 where person_id = '${others.id}'`,
    )
    await revise(office, team)
    const statuses = async () =>
      (await office.deps.db.selectFrom('notification').select('status').orderBy('status').execute()).map(
        ({ status }) => status,
      )
    expect(await statuses()).toEqual(['cancelled', 'sending'])
    await byHand(office, `update notification set status = 'pending' where status = 'sending'`)
    expect(await statuses()).toEqual(['cancelled', 'cancelled'])
    const [notice] = await office.deps.db.selectFrom('notification').select('id').execute()
    await sendNotification.run(office.deps, notice!.id)
    expect(await statuses()).toEqual(['cancelled', 'cancelled'])
  })

  it('is not ordered to be sent any more; what was frozen goes on, what was not is cancelled', async () => {
    const sink = await startSink()
    onTestFinished(() => sink.close())
    const { office, team } = await open({ smtpUrl: `smtp://${sink.host}:${sink.port}` })
    await office.work('review', 'render')
    await submitFirst(office, team)
    await approveAs(office, team.reviewer, 'guests', 'en')
    await rendered(office, 1)
    await list(office, team, ['en'])
    await createList(office.deps, team.publisher.id, { slug: 'later', name: 'Later' })
    const order = (...lists: string[]) => orderDispatch(office.deps, team.publisher.id, 'guests', { lists })
    const frozen = await order('press')
    await freezeDispatch.run(office.deps, frozen.id)
    const waiting = await order('later')
    await revise(office, team)

    expect(await getDispatch(office.deps, waiting.id)).toMatchObject({
      status: 'cancelled',
      reason: { code: 'revision-superseded' },
    })
    await expect(order('press')).rejects.toMatchObject({ code: 'edition-not-ready' })
    await expect(
      byHand(
        office,
        `insert into dispatch (release_id, revision_id, status, created_by)
         select release_id, id, 'pending', created_by from revision where number = 1`,
      ),
    ).rejects.toThrow('revision-superseded')

    await deliverDispatch.run(office.deps, frozen.id)
    expect(await getDispatch(office.deps, frozen.id)).toMatchObject({
      status: 'completed',
      deliveries: { sent: 1 },
    })
    const message = sink.messages.find(({ to }) => to === 'reader@reader.example')!
    expect((await PostalMime.parse(await readFile(message.file))).text).toContain(weather)
  })
})
