import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { deliverDispatch } from '../../src/mailing/deliver.job.ts'
import { listDeliveries, resend } from '../../src/mailing/deliveries.ts'
import { getDispatch, moveDispatch } from '../../src/mailing/dispatch.ts'
import { freezeDispatch } from '../../src/mailing/freeze.job.ts'
import { dryRun, orderDispatch } from '../../src/mailing/order.ts'
import { changeSubscription, endSubscription, listSubscribers } from '../../src/mailing/subscribers.ts'
import { sendTestMail } from '../../src/mailing/test-mail.ts'
import { renderEditionJob } from '../../src/publishing/render.job.ts'
import { reviseRelease } from '../../src/releases/revise.ts'
import { withdrawRelease } from '../../src/releases/withdraw.ts'
import { openReview } from '../../src/review/open.job.ts'
import { draftTranslation } from '../../src/translation/draft.job.ts'
import { createGate, openMailRoom } from '../support/mail-room.ts'
import { approveAs, releaseText } from '../support/release.ts'
import { openSession } from '../support/session.ts'
import { drop } from '../support/smtp.ts'

type Room = Awaited<ReturnType<typeof openMailRoom>>

/** Two of three have the first revision, one may have it; a second revision is ready in English. */
const corrected = async () => {
  const room = await openMailRoom((moment, _, line) =>
    moment === 'RCPT' && line.includes('nobody') ? '550 5.1.1 no such user' : undefined,
  )
  await room.render('en')
  await room.list(['en'], 'a', 'b', 'left', 'nobody')
  const first = await room.order()
  await room.deliver(first)
  await room.db
    .updateTable('delivery')
    .set({ status: 'bounced' })
    .where('email', '=', 'nobody@reader.example')
    .where('status', '=', 'sent')
    .execute()
  await reviseRelease(room.deps, room.team.officer.id, room.slug, {
    text: releaseText('Guests').replace('meet again', 'meet soon'),
  })
  return { ...room, first }
}

/** Puts the English of the second revision where it can be sent, as approvals and the render stage would. */
const renderSecond = async (room: Room) => {
  const translations = await room.db
    .selectFrom('translation')
    .select('id')
    .where('status', '<>', 'superseded')
    .execute()
  for (const { id } of translations) {
    await draftTranslation.run(room.deps, id)
    await openReview.run(room.deps, id)
  }
  await approveAs(room.office, room.team.reviewer, room.slug, 'en')
  const edition = await room.db
    .selectFrom('edition')
    .select('id')
    .where('name', '=', 'en')
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow()
  await renderEditionJob.run(room.deps, edition.id)
}

describe('a correction', () => {
  it('goes to exactly those who have what it corrects, but for who has left, and says what it is', async () => {
    const room = await corrected()
    await renderSecond(room)
    // Somebody who joined later has nothing that could be corrected.
    const { publisher } = room.team
    const [left] = await listSubscribers(room.deps, 'list-0', { q: 'left', limit: 1 })
    await endSubscription(room.deps, publisher.id, 'list-0', left!.id)
    await room.list(['en'], 'later')

    const numbers = await dryRun(room.deps, room.slug, { correction: true }, 'en')
    expect(numbers).toMatchObject({
      candidates: 3,
      recipients: 2,
      excluded: [{ reason: 'unsubscribed', count: 1 }],
      byEdition: [{ edition: 'en', count: 2 }],
    })
    const order = () => orderDispatch(room.deps, publisher.id, room.slug, { correction: true, recipients: 2 })
    const both = await Promise.allSettled([order(), order()])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'correction-ordered' },
    })
    const { id } = (
      both.find(({ status }) => status === 'fulfilled') as PromiseFulfilledResult<{ id: string }>
    ).value
    await freezeDispatch.run(room.deps, id)
    const before = room.server.taken.length
    await deliverDispatch.run(room.deps, id)
    expect(await room.deliveries(id)).toEqual({ a: 'sent', b: 'sent', left: 'suppressed' })
    const mail = await PostalMime.parse(room.server.taken[before]!)
    expect(mail.subject).toBe('Correction: “Guests”')
    expect(mail.text).toContain('meet soon')

    // The list as a whole gets the new revision too, but for whose mail came back; nobody who has it by the correction gets
    // it twice.
    const again = await dryRun(room.deps, room.slug, { lists: ['list-0', 'list-1'] }, 'en')
    expect(again).toMatchObject({
      candidates: 4,
      recipients: 1,
      excluded: [
        { reason: 'served', count: 2 },
        { reason: 'bounced', count: 1 },
      ],
    })
  })

  it('is not ordered where nobody was sent anything', async () => {
    const room = await openMailRoom()
    await room.render('en')
    await room.list(['en'], 'a')
    const order = () => orderDispatch(room.deps, room.team.publisher.id, room.slug, { correction: true })
    await expect(order()).rejects.toMatchObject({ code: 'nothing-to-correct' })
  })

  it('is not ordered while an earlier revision is on its way', async () => {
    const room = await corrected()
    await renderSecond(room)
    const { rows } = await room.deps.pool.query(
      `update dispatch set status = 'frozen' where id = $1 returning status`,
      [room.first],
    )
    expect(rows).toHaveLength(1)
    await expect(
      orderDispatch(room.deps, room.team.publisher.id, room.slug, { correction: true }),
    ).rejects.toMatchObject({ code: 'dispatch-under-way' })
  })
})

describe('an order', () => {
  it('for another number than there is now is refused, and nothing is ordered', async () => {
    const room = await openMailRoom()
    await room.render('en')
    await room.list(['en'], 'a', 'b')
    await expect(
      orderDispatch(room.deps, room.team.publisher.id, room.slug, { lists: ['list-0'], recipients: 1 }),
    ).rejects.toMatchObject({ code: 'audience-changed', params: { recipients: 2 } })
    expect(await room.db.selectFrom('dispatch').selectAll().execute()).toEqual([])
  })

  it('narrowed to tags reaches who has one of them, once, and the rest of the list can be written to after', async () => {
    const room = await openMailRoom()
    await room.render('en')
    await room.render('en+km')
    const { publisher } = room.team
    const ask = await openSession(room.office, publisher)
    await room.list(['en'], 'plain', 'both')
    await room.list(['en', 'km'], 'both')
    const tag = async (list: string, q: string, ...tags: string[]) => {
      const [found] = await listSubscribers(room.deps, list, { q, limit: 1 })
      await changeSubscription(room.deps, publisher.id, list, found!.id, { tags })
    }
    await room.list(['en'], 'press', 'tv')
    await tag('list-2', 'press', 'press', 'x')
    await tag('list-2', 'tv', 'tv')
    // In the languages of the list that the tag stands in.
    await tag('list-1', 'both', 'tv')

    const path = `/api/releases/${room.slug}`
    const count = async (query: string) => (await ask('GET', `${path}/audience?${query}`)).json()
    const all = 'lists=list-0,list-1,list-2'
    expect(await count(all)).toMatchObject({ candidates: 4 })
    expect(await count(`${all}&tags=press`)).toMatchObject({ candidates: 1 })
    expect(await count(`${all}&tags=TV,press`)).toMatchObject({
      candidates: 3,
      recipients: 3,
      byEdition: [
        { edition: 'en', count: 2 },
        { edition: 'en+km', count: 1 },
      ],
    })
    for (const wrong of ['correction=true&tags=tv', 'tags=tv', `${all}&tags=`])
      expect((await ask('GET', `${path}/audience?${wrong}`)).statusCode, wrong).toBe(400)

    const lists = ['list-0', 'list-1', 'list-2']
    const order = (more: object) => ask('POST', `${path}/dispatches`, { lists, ...more })
    expect((await order({ tags: [' '] })).statusCode, 'not everybody by mistake').toBe(400)
    expect((await order({ tags: ['tv', 'Press'], recipients: 4 })).json()).toMatchObject({
      code: 'audience-changed',
    })
    const { id } = (await order({ tags: ['tv', 'Press'], recipients: 3 })).json()
    await freezeDispatch.run(room.deps, id)
    expect(await room.deliveries(id)).toEqual({ both: 'pending', press: 'pending', tv: 'pending' })
    expect(await room.look(id)).toMatchObject({ tags: ['press', 'tv'], candidates: 3, recipients: 3 })
    const event = await room.db
      .selectFrom('audit_event')
      .select('details')
      .where('action', '=', 'dispatch-ordered')
      .executeTakeFirstOrThrow()
    expect(event.details).toMatchObject({ tags: ['press', 'tv'] })

    expect((await order({ tags: ['tv'] })).json()).toMatchObject({ code: 'list-served' })
    const rest = (await order({ recipients: 1 })).json()
    await freezeDispatch.run(room.deps, rest.id)
    expect(await room.deliveries(rest.id)).toMatchObject({ plain: 'pending', both: 'suppressed' })
    expect((await order({ tags: ['x'] })).json()).toMatchObject({ code: 'list-served' })
  })

  it('whose books do not add up goes nowhere', async () => {
    const room = await openMailRoom()
    await room.render('en')
    await room.list(['en'], 'a', 'b')
    const { id } = await orderDispatch(room.deps, room.team.publisher.id, room.slug, { lists: ['list-0'] })
    await expect(
      room.deps.pool.query(
        `update dispatch set status = 'frozen', candidates = 2, recipients = 2, excluded = 0 where id = $1`,
        [id],
      ),
    ).rejects.toThrow(/does not add up/)
  })
})

describe('what may have arrived', () => {
  const uncertain = async () => {
    let unusual = true
    const room = await openMailRoom((moment) => {
      if (moment !== 'END' || !unusual) return undefined
      unusual = false
      return drop
    })
    await room.render('en')
    await room.list(['en'], 'a')
    const id = await room.order()
    await room.deliver(id)
    const [delivery] = await listDeliveries(room.deps, id, { status: 'uncertain', limit: 10 }, 'en')
    return { ...room, id, delivery: delivery! }
  }

  it('is listed, and sent again by a person, on the record', async () => {
    const room = await uncertain()
    expect(room.delivery).toMatchObject({ email: 'a@reader.example', edition: 'en', excluded: null })
    const { publisher } = room.team
    await resend(room.deps, publisher.id, room.id, room.delivery.id)
    await room.deliver(room.id)
    expect(await room.look(room.id)).toMatchObject({ status: 'completed', deliveries: { sent: 1 } })
    await expect(resend(room.deps, publisher.id, room.id, room.delivery.id)).rejects.toMatchObject({
      code: 'status-conflict',
    })
    const event = await room.db
      .selectFrom('audit_event')
      .select('actor_id')
      .where('action', '=', 'delivery-resent')
      .executeTakeFirstOrThrow()
    expect(event.actor_id).toBe(publisher.id)
  })

  it('of a withdrawn release stays as it is', async () => {
    const room = await uncertain()
    const { publisher } = room.team
    await withdrawRelease(room.deps, publisher.id, room.slug, { en: 'It was not true.' })
    await expect(resend(room.deps, publisher.id, room.id, room.delivery.id)).rejects.toMatchObject({
      code: 'status-conflict',
    })
    expect(await room.deliveries(room.id)).toEqual({ a: 'uncertain' })
  })
})

describe('a withdrawal', () => {
  it('stops what has not left, is told with its reason, and nothing more is ordered', async () => {
    const room = await openMailRoom()
    await room.render('en')
    await room.list(['en'], 'a')
    const { publisher } = room.team
    const waiting = await room.order()
    await moveDispatch(room.deps, publisher.id, waiting, 'pause')
    const ask = await openSession(room.office, publisher)
    const reason = { en: 'It was not true.', km: 'ព័ត៌មាននេះមិនពិតទេ។' }
    const path = `/api/releases/${room.slug}/withdrawal`
    expect((await ask('POST', path, { reason: { km: reason.km } })).statusCode).toBe(400)
    expect((await ask('POST', path, { reason })).statusCode).toBe(204)
    expect((await ask('POST', path, { reason })).json()).toMatchObject({ code: 'status-conflict' })
    expect(await getDispatch(room.deps, waiting, 'ja')).toMatchObject({
      status: 'cancelled',
      reason: { code: 'release-withdrawn', words: expect.stringContaining('取り下げ') },
      deliveries: { cancelled: 1 },
    })
    expect((await ask('GET', `/api/releases/${room.slug}`)).json()).toMatchObject({
      status: 'withdrawn',
      withdrawal: { reason, by: publisher.name },
    })
    const order = await ask('POST', `/api/releases/${room.slug}/dispatches`, { lists: ['list-0'] })
    expect(order.json()).toMatchObject({ code: 'release-withdrawn' })
    await expect(
      room.deps.pool.query(
        `insert into dispatch (release_id, revision_id, status, created_by)
         select release_id, revision_id, 'pending', created_by from dispatch`,
      ),
    ).rejects.toThrow('release-withdrawn')
  })
})

describe('word of a withdrawal', () => {
  const reason = { en: 'The visit was put off.\nA new date follows.', km: 'ដំណើរទស្សនកិច្ចត្រូវបានលើកពេល។' }

  /** Some have the release in one language, some in two, one may have it; then it is withdrawn. */
  const withdrawn = async (answer: Parameters<typeof openMailRoom>[0] = () => undefined) => {
    let lost = true
    const room = await openMailRoom((moment, connection, line) => {
      if (moment === 'RCPT' && line.includes('nobody')) return '550 5.1.1 no such user'
      if (moment !== 'END' || !lost) return answer(moment, connection, line)
      lost = false
      return drop
    })
    for (const name of ['en', 'en+km', 'en+km+ja']) await room.render(name)
    await room.list(['en'], 'maybe')
    await room.deliver(await room.order())
    await room.list(['en'], 'a', 'left', 'nobody')
    await room.list(['en', 'km'], 'b')
    const first = await room.order(['list-1', 'list-2'])
    const { publisher } = room.team
    const second = await room.office.person({ role: 'publisher', locale: null })
    const withdraw = () => withdrawRelease(room.deps, publisher.id, room.slug, reason)
    const order = (person = second, recipients?: number) =>
      orderDispatch(room.deps, person.id, room.slug, {
        withdrawal: true,
        ...(recipients !== undefined && { recipients }),
      })
    const count = () => dryRun(room.deps, room.slug, { withdrawal: true }, 'en')
    return { ...room, first, publisher, second, withdraw, order, count }
  }

  it('goes once to exactly those who have it or may, in their languages, by another publisher', async () => {
    let busy = false
    const room = await withdrawn((moment, _, line) =>
      busy && moment === 'RCPT' && line.includes('<b@') ? '450 4.2.0 later' : undefined,
    )
    await room.deliver(room.first)
    await expect(room.order()).rejects.toMatchObject({ code: 'not-withdrawn' })
    await room.withdraw()
    const [left] = await listSubscribers(room.deps, 'list-1', { q: 'left', limit: 1 })
    await endSubscription(room.deps, room.publisher.id, 'list-1', left!.id)
    await room.list(['en'], 'later')

    const numbers = {
      candidates: 4,
      recipients: 3,
      excluded: [{ reason: 'unsubscribed', count: 1 }],
      byEdition: [
        { edition: 'en', count: 2 },
        { edition: 'en+km', count: 1 },
      ],
    }
    expect(await room.count()).toMatchObject(numbers)
    await expect(room.order(room.publisher)).rejects.toMatchObject({ code: 'withdrawal-four-eyes' })
    await expect(room.order(room.second, 4)).rejects.toMatchObject({ code: 'audience-changed' })
    const both = await Promise.allSettled([room.order(room.second, 3), room.order(room.second, 3)])
    expect(
      both.map((one) => (one.status === 'rejected' ? one.reason.code : one.value.status)).sort(),
    ).toEqual(['pending', 'withdrawal-ordered'])
    const { id } = await room.db
      .selectFrom('dispatch')
      .select('id')
      .where('kind', '=', 'withdrawal')
      .executeTakeFirstOrThrow()
    await freezeDispatch.run(room.deps, id)
    const before = room.server.taken.length
    busy = true
    await room.deliver(id)
    expect(await room.deliveries(id)).toEqual({ a: 'sent', maybe: 'sent', left: 'suppressed', b: 'deferred' })

    // Cancelled in the middle and ordered anew: who was told is not told again.
    busy = false
    await moveDispatch(room.deps, room.second.id, id, 'cancel')
    expect(await room.count()).toMatchObject({ recipients: 1, byEdition: [{ edition: 'en+km', count: 1 }] })
    const again = await room.order(room.second, 1)
    await freezeDispatch.run(room.deps, again.id)
    await room.deliver(again.id)
    expect(await room.deliveries(again.id)).toEqual({
      a: 'suppressed',
      maybe: 'suppressed',
      left: 'suppressed',
      b: 'sent',
    })
    expect(await room.look(again.id)).toMatchObject({
      status: 'completed',
      kind: 'withdrawal',
      excludedBy: expect.arrayContaining([{ reason: 'told', words: 'Has been told already', count: 2 }]),
    })
    await expect(room.order()).rejects.toMatchObject({ code: 'withdrawal-ordered' })

    const mails = await Promise.all(room.server.taken.slice(before).map((one) => PostalMime.parse(one)))
    const mailTo = (name: string) => mails.find(({ to }) => to?.[0]?.address === `${name}@reader.example`)!
    expect(mails).toHaveLength(3)
    const english = mailTo('a')
    expect(english.subject).toBe('Withdrawn: Guests in en')
    expect(english.attachments).toEqual([])
    expect(english.text).toContain('This release, dated 3 March 2024, was withdrawn on')
    expect(english.text).toContain('The visit was put off.\n\nA new date follows.')
    expect(english.text).toContain(`${room.deps.config.baseUrl}/news/guests/en`)
    expect(english.text).not.toMatch(/Both sides agreed|unsubscribe\.invalid|km/)
    expect(english.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain('/unsubscribe/')
    const two = mailTo('b')
    expect(two.text).toContain('បានដកចេញ៖ Guests in km')
    expect(two.text).toContain('ចុះថ្ងៃទី៣ ខែមីនា ឆ្នាំ២០២៤')
    expect(two.text).toContain(reason.km)
  })

  it('waits until nothing of the release is on its way any more', async () => {
    const gate = createGate(1)
    const room = await withdrawn(async (moment, _, line) => {
      if (moment === 'END' && line !== undefined) await gate.pass()
      return undefined
    })
    const delivering = room.deliver(room.first)
    await gate.full
    await room.withdraw()
    await expect(room.order()).rejects.toMatchObject({ code: 'messages-under-way' })
    gate.open()
    await delivering
    expect((await room.order()).status).toBe('pending')
  })

  it('can be read before it is ordered, with what is missing in a language said in English', async () => {
    const room = await withdrawn()
    await room.deliver(room.first)
    const ask = await openSession(room.office, room.second)
    const path = `/api/releases/${room.slug}`
    expect((await ask('GET', `${path}/withdrawal/notice`)).json()).toMatchObject({ code: 'nobody-to-tell' })
    await room.withdraw()
    const { headers, body } = await ask('GET', `${path}/withdrawal/notice`)
    expect(headers['content-security-policy']).toMatch(/sandbox$/)
    expect(body).toContain('【取下げ】Guests in ja')
    expect(body).toMatch(/<p lang="en"[^>]*>The visit was put off\.<\/p>/)
    expect((await ask('GET', `${path}/audience?withdrawal=true`)).json()).toMatchObject({ recipients: 4 })
    const order = { withdrawal: true, recipients: 4 }
    expect((await ask('POST', `${path}/dispatches`, { ...order, correction: true })).statusCode).toBe(400)
    expect((await ask('POST', `${path}/dispatches`, order)).statusCode).toBe(201)
  })

  it('is not ordered where nobody was sent anything', async () => {
    const room = await openMailRoom()
    await withdrawRelease(room.deps, room.team.publisher.id, room.slug, { en: 'It was not true.' })
    await expect(
      orderDispatch(room.deps, room.team.publisher.id, room.slug, { withdrawal: true }),
    ).rejects.toMatchObject({ code: 'nobody-to-tell' })
  })
})

describe('a test mail', () => {
  it('goes to whoever asks and nobody else, says that it is one, and counts nowhere', async () => {
    const room = await openMailRoom()
    await room.render('en')
    await room.list(['en'], 'a')
    const { publisher } = room.team
    expect(await sendTestMail(room.deps, { ...publisher, locale: 'ja' }, room.slug, 'en')).toEqual({
      to: publisher.email,
      state: 'sent',
    })
    expect(room.server.taken).toHaveLength(1)
    const mail = await PostalMime.parse(room.server.taken[0]!)
    expect(mail.to).toMatchObject([{ address: publisher.email }])
    expect(mail.subject).toBe('【テスト】Guests in en')
    expect(mail.html).not.toContain('unsubscribe.invalid')
    expect(await room.db.selectFrom('delivery').selectAll().execute()).toEqual([])
    expect(await dryRun(room.deps, room.slug, { lists: ['list-0'] }, 'en')).toMatchObject({ recipients: 1 })
    await expect(sendTestMail(room.deps, publisher, room.slug, 'en+km')).rejects.toMatchObject({
      code: 'edition-not-ready',
    })
  })

  it('is not sent for ever: a few a minute', async () => {
    const room = await openMailRoom()
    await room.render('en')
    const ask = await openSession(room.office, room.team.publisher)
    const send = () => ask('POST', `/api/releases/${room.slug}/test-mail`, { edition: 'en' })
    for (let n = 0; n < 5; n++) expect((await send()).statusCode).toBe(200)
    expect((await send()).json()).toMatchObject({ code: 'too-many-requests' })
    expect(room.server.taken).toHaveLength(5)
  })
})
