import { expect, it } from 'vitest'
import { administrator, codeOf, officer, openDesk, password } from '../support/desk.ts'

type Desk = Awaited<ReturnType<typeof openDesk>>

/** Somebody who has set a second step up. */
const withSecondStep = async (desk: Desk) => {
  const person = await desk.somebody('km', officer)
  const enabled = await person.ask('POST', '/api/auth/two-factor/enable', { password })
  const { uri, backupCodes } = enabled.json() as { uri: string; backupCodes: string[] }
  const confirmed = await person.ask('POST', '/api/auth/two-factor/confirm', { code: codeOf(uri) })
  expect(confirmed.statusCode).toBe(204)
  return { ...person, uri, backupCodes }
}

it('a second step is asked for once a code has confirmed it, and not before', async () => {
  const desk = await openDesk()
  const person = await desk.somebody('km', officer)
  const begin = (by: string) => person.ask('POST', '/api/auth/two-factor/enable', { password: by })
  expect((await begin('wrong')).json().code).toBe('credentials-wrong')
  const { uri, backupCodes } = (await begin(password)).json()
  expect(decodeURIComponent(uri)).toMatch(/^otpauth:\/\/totp\/Bayon:somebody1@office\.example\?/)
  expect(new Set(backupCodes).size).toBe(10)
  expect((await desk.browser().signIn(person.email)).statusCode).toBe(204)
  const confirm = (code: string) => person.ask('POST', '/api/auth/two-factor/confirm', { code })
  expect((await confirm(codeOf(uri, 0))).json()).toMatchObject({ status: 401, code: 'code-wrong' })
  const before = person.cookies.get('bayon.session_token')
  expect((await confirm(codeOf(uri).replace(/^.../, '$& '))).statusCode).toBe(204)
  expect(person.cookies.get('bayon.session_token')).not.toBe(before)
  expect((await person.ask('GET', '/api/me')).json()).toMatchObject({ twoFactor: true, password: true })
  expect((await begin(password)).json().code).toBe('two-factor-on')
})

it('the password alone opens nothing; with the code it opens all', async () => {
  const desk = await openDesk()
  const { email, uri } = await withSecondStep(desk)
  const browser = desk.browser()
  const first = await browser.signIn(email)
  expect([first.statusCode, first.json()]).toEqual([202, { twoFactor: true }])
  expect(first.headers['set-auth-token']).toBeUndefined()
  expect((await browser.ask('GET', '/api/me')).statusCode).toBe(401)
  const verify = (code: string) => browser.ask('POST', '/api/auth/two-factor/verify', { code })
  expect((await verify(codeOf(uri, 0))).json().code).toBe('code-wrong')
  const second = await verify(codeOf(uri))
  expect(second.statusCode).toBe(204)
  expect((await browser.ask('GET', '/api/me')).json().email).toBe(email)
  const token = { authorization: `Bearer ${second.headers['set-auth-token']}` }
  expect((await desk.app.inject({ url: '/api/me', headers: token })).statusCode).toBe(200)
})

it('a code without a password before it is worth nothing', async () => {
  const desk = await openDesk()
  const { uri } = await withSecondStep(desk)
  const answer = await desk.browser().ask('POST', '/api/auth/two-factor/verify', { code: codeOf(uri) })
  expect(answer.json()).toMatchObject({ status: 401, code: 'code-expired' })
})

it('a backup code lets in once', async () => {
  const desk = await openDesk()
  const { email, backupCodes } = await withSecondStep(desk)
  const enter = async () => {
    const browser = desk.browser()
    await browser.signIn(email)
    return browser.ask('POST', '/api/auth/two-factor/verify', { code: backupCodes[0] })
  }
  expect((await enter()).statusCode).toBe(204)
  expect((await enter()).json().code).toBe('code-wrong')
})

it('after five wrong codes the password is asked for again, after ten nobody gets in for a while', async () => {
  const desk = await openDesk()
  const { email, uri } = await withSecondStep(desk)
  const guess = async (codes: string[]) => {
    const browser = desk.browser()
    await browser.signIn(email)
    const answers = []
    for (const code of codes) {
      const answer = await browser.ask('POST', '/api/auth/two-factor/verify', { code })
      answers.push(answer.statusCode === 204 ? 'in' : answer.json().code)
    }
    return answers
  }
  const wrong = Array(5).fill(codeOf(uri, 0))
  expect(await guess([...wrong, codeOf(uri)])).toEqual([...Array(5).fill('code-wrong'), 'code-expired'])
  expect(await guess(wrong)).toEqual(Array(5).fill('code-wrong'))
  expect(await guess([codeOf(uri)])).toEqual(['two-factor-locked'])
})

it('a device that is trusted is not asked again, until the password changes', async () => {
  const desk = await openDesk()
  const { email, uri } = await withSecondStep(desk)
  const browser = desk.browser()
  await browser.signIn(email)
  await browser.ask('POST', '/api/auth/two-factor/verify', { code: codeOf(uri), trustDevice: true })
  await browser.ask('POST', '/api/auth/sign-out', {})
  expect((await browser.signIn(email)).statusCode).toBe(204)
  expect((await desk.browser().signIn(email)).statusCode).toBe(202)
  const newPassword = 'other words to remember'
  const change = { currentPassword: password, newPassword }
  expect((await browser.ask('POST', '/api/auth/change-password', change)).statusCode).toBe(204)
  expect((await browser.signIn(email, newPassword)).statusCode).toBe(202)
})

it('is turned off by the password', async () => {
  const desk = await openDesk()
  const { email, ask } = await withSecondStep(desk)
  const disable = (by: string) => ask('POST', '/api/auth/two-factor/disable', { password: by })
  expect((await disable('wrong')).json().code).toBe('credentials-wrong')
  expect((await disable(password)).statusCode).toBe(204)
  expect((await ask('GET', '/api/me')).json()).toMatchObject({ twoFactor: false })
  expect((await desk.browser().signIn(email)).statusCode).toBe(204)
  expect(await desk.decisions('person')).toEqual([])
})

it('an administrator takes the second step away from who lost it, on the record', async () => {
  const desk = await openDesk()
  const person = await withSecondStep(desk)
  const boss = await desk.somebody('en', administrator)
  const reset = () => boss.ask('POST', `/api/people/${person.id}/two-factor-reset`)
  const waiting = desk.browser()
  await waiting.signIn(person.email)
  expect((await reset()).statusCode).toBe(204)
  expect((await desk.browser().signIn(person.email)).statusCode).toBe(204)
  const late = await waiting.ask('POST', '/api/auth/two-factor/verify', { code: codeOf(person.uri) })
  expect(late.json().code).toBe('code-expired')
  expect(await desk.decisions('person')).toEqual([['two-factor-reset', boss.id]])
  expect((await reset()).json().code).toBe('two-factor-off')
})
