import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import * as z from 'zod'
import * as passwords from '../../../worker/domain/password.ts'
import type { Plan } from '../../support/siteverify.ts'
import { expectProblem, PASSWORD, POSTGRES_AWAY, username, Visitor } from '../support/visitor.ts'

const siteverify = inject('siteverifyUrl')
const CHECKED = {
  TURNSTILE_SITE_KEY: 'the site key',
  TURNSTILE_SECRET_KEY: 'the secret key',
  TURNSTILE_URL: siteverify,
}

afterEach(() => vi.restoreAllMocks())

/** A token about which siteverify answers this, then that. */
function token(...plan: Plan): string {
  return JSON.stringify({ id: crypto.randomUUID(), plan })
}

/** What siteverify says of somebody who did all right in the form. */
function human(form: string, change: Record<string, unknown> = {}): Plan[number] {
  const verdict = { success: true, 'error-codes': [], hostname: 'alcove.test', action: form }
  return { status: 200, body: JSON.stringify({ ...verdict, ...change }) }
}

const robot = human('register', { success: false, 'error-codes': ['invalid-input-response'] })

/** What siteverify was asked about a token. */
async function asked(text: string) {
  const response = await fetch(`${siteverify}?token=${encodeURIComponent(text)}`)
  return z.array(z.record(z.string(), z.unknown())).parse(await response.json())
}

/** Fills in a form as somebody new, or as Ada who forgot her password. */
async function send(form: string, turnstile: string | undefined, variables = {}) {
  const password = form === 'register' ? PASSWORD : 'not the password'
  const fields = { username: username('Ada'), password }
  const body = { ...fields, ...(turnstile !== undefined && { turnstile }) }
  return await new Visitor({ ...CHECKED, ...variables }).post(`/api/auth/${form}`, body)
}

describe.each(['register', 'login'])('the form to %s, checked', form => {
  const other = form === 'login' ? 'register' : 'login'
  const through = form === 'login' ? 401 : 201

  test('lets people through, and asks with all that Cloudflare wants to know', async () => {
    const turnstile = token(human(form))
    expect((await send(form, turnstile)).status).toBe(through)
    expect(await asked(turnstile)).toEqual([
      {
        secret: 'the secret key',
        response: turnstile,
        remoteip: expect.stringMatching(/^2001:db8:/),
        idempotency_key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ])
  })

  test.each([
    ['nothing', undefined],
    ['an empty text', ''],
    ['what Cloudflare refuses', token(robot)],
    ['what was made for another form', token(human(other))],
    ['what was made for no form', token(human(''))],
    ['what was made on another site', token(human(form, { hostname: 'evil.test' }))],
    ['what was made on a subdomain', token(human(form, { hostname: 'x.alcove.test' }))],
    ['what was made nowhere', token(human(form, { hostname: undefined }))],
  ])('refuses %s, before Postgres is asked and anything hashed', async (_, turnstile) => {
    const hashing = [vi.spyOn(passwords, 'hashPassword'), vi.spyOn(passwords, 'checkPassword')]
    await expectProblem(await send(form, turnstile, POSTGRES_AWAY), 'human_check_failed')
    for (const spy of hashing) expect(spy).not.toHaveBeenCalled()
  })

  test('may be on the page of a listed origin', async () => {
    const split = { ALLOWED_ORIGINS: 'https://chat.elsewhere.test:8443, nonsense' }
    const there = token(human(form, { hostname: 'chat.elsewhere.test' }))
    expect((await send(form, there, split)).status).toBe(through)
  })

  test('takes keys for trying things out, but not in production', async () => {
    const metadata = { result_with_testing_key: true }
    const trying = token(human('test', { hostname: 'example.com', metadata }))
    expect((await send(form, trying)).status).toBe(through)
    const production = await send(form, trying, { ENVIRONMENT: 'production' })
    await expectProblem(production, 'human_check_failed')
  })

  test.each<[string, Plan[number]]>([
    ['got lost', 'lose'],
    ['was none', { status: 500, body: 'sorry' }],
  ])('asks again when an answer %s, with the same key', async (_, lost) => {
    const turnstile = token(lost, human(form))
    expect((await send(form, turnstile)).status).toBe(through)
    const [first, second] = await asked(turnstile)
    expect(second).toEqual(first)
  })

  const fault = (code: string) => human('', { success: false, 'error-codes': [code] })
  test.each<[string, Plan[number]]>([
    ['is out of reach', 'lose'],
    ['does not answer', 'hang'],
    ['fails', { status: 503, body: '<h1>Sorry</h1>' }],
    ['answers nonsense', { status: 200, body: '{"success":"yes"}' }],
    ['has an error of its own', fault('internal-error')],
    ['does not know our secret', fault('invalid-input-secret')],
  ])('lets nobody through while siteverify %s', async (_, turn) => {
    await expectProblem(await send(form, token(turn)), 'unavailable')
  })

  test('takes the secret nowhere else', async () => {
    const turnstile = token('redirect', 'redirect', human(form))
    await expectProblem(await send(form, turnstile), 'unavailable')
    expect(await asked(turnstile)).toHaveLength(2)
  })
})

test('a form that is not checked takes what an old page sends along', async () => {
  const variables = { TURNSTILE_SITE_KEY: undefined, TURNSTILE_SECRET_KEY: undefined }
  const turnstile = token(robot)
  expect((await send('register', turnstile, variables)).status).toBe(201)
  expect(await asked(turnstile)).toEqual([])
})
