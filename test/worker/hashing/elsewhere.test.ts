import { describe, expect, inject, test } from 'vitest'
import * as z from 'zod'
import { answer } from '../../../worker/hashing/answer.ts'
import hashingWorker from '../../../worker/hashing/index.ts'
import { expectProblem, PASSWORD, signedUp, username, Visitor } from '../support/visitor.ts'

declare module 'vitest' {
  interface ProvidedContext {
    hashingUrl: string
  }
}

const LOGIN = '/api/auth/login'
const REGISTER = '/api/auth/register'

type Reply = (body: string) => Promise<Response>

/** A binding behind which somebody else answers. */
function service(reply: Reply): { HASHING: Fetcher; heard: string[] } {
  const heard: string[] = []
  const fetcher = {
    async fetch(_: unknown, init?: RequestInit) {
      heard.push(String(init?.body))
      return await reply(String(init?.body))
    },
  }
  return { HASHING: fetcher as unknown as Fetcher, heard }
}

const honest: Reply = async body =>
  await hashingWorker.fetch(new Request('http://hashing/', { method: 'POST', body }))

/** An honest answer with something else in it. */
function changed(change: object): Reply {
  return async body => Response.json({ ...(await answer(JSON.parse(body))), ...change })
}

describe.each([
  ['behind the binding', () => ({ HASHING: service(honest).HASHING })],
  ['at an address', () => ({ HASHING_URL: inject('hashingUrl') })],
])('a password hashed %s', (_, elsewhere) => {
  test('is the same as one hashed here', async () => {
    const credentials = { username: username('Ada'), password: PASSWORD }
    expect((await new Visitor(elsewhere()).post(REGISTER, credentials)).status).toBe(201)
    expect((await new Visitor().post(LOGIN, credentials)).status).toBe(200)
    const other = { username: username('Grace'), password: PASSWORD }
    expect((await new Visitor().post(REGISTER, other)).status).toBe(201)
    expect((await new Visitor(elsewhere()).post(LOGIN, other)).status).toBe(200)
    const wrong = { ...other, password: 'not the password' }
    await expectProblem(await new Visitor(elsewhere()).post(LOGIN, wrong), 'bad_credentials')
  }, 60_000)
})

describe('what is sent elsewhere', () => {
  test('is neither the password nor the pepper', async () => {
    const { HASHING, heard } = service(honest)
    const credentials = { username: username('Linus'), password: PASSWORD }
    await new Visitor({ HASHING }).post(REGISTER, credentials)
    expect(heard).toHaveLength(1)
    expect(Object.keys(JSON.parse(heard[0] ?? ''))).toEqual(['id', 'input', 'salt', 'ln', 'r', 'p'])
    const input = atob(JSON.parse(heard[0] ?? '').input)
    expect(input).toHaveLength(32)
    expect(input).not.toContain(PASSWORD)
  })

  test('does not tell a name that exists from one that does not', async () => {
    const { HASHING, heard } = service(honest)
    const credentials = { username: username('Mary'), password: PASSWORD }
    await new Visitor().post(REGISTER, credentials)
    for (const name of [credentials.username, username('Nobody')]) {
      const tried = { username: name, password: 'not the password' }
      await expectProblem(await new Visitor({ HASHING }).post(LOGIN, tried), 'bad_credentials')
    }
    const shapes = heard.map(body => {
      const { salt, ln, r, p } = JSON.parse(body)
      return [body.length, salt.length, ln, r, p]
    })
    expect(shapes).toHaveLength(2)
    expect(shapes[0]).toEqual(shapes[1])
  }, 60_000)
})

describe('an answer that is none', () => {
  const id = crypto.randomUUID()
  const zeros = btoa('\0'.repeat(32))
  test.each<[string, Reply]>([
    ['to another question', changed({ id })],
    ['too short', changed({ hash: btoa('short') })],
    ['too long', changed({ hash: btoa('x'.repeat(64)) })],
    ['empty', async () => new Response('')],
    ['a page', async () => new Response('<p>busy</p>')],
    ['an error', async () => new Response('no', { status: 500 })],
    ['always the same', async () => Response.json({ id, hash: zeros })],
    ['a cut line', async () => Promise.reject(new Error('Network connection lost.'))],
  ])(
    '(%s) signs nobody in and makes no account',
    async (_, reply) => {
      const { HASHING } = service(reply)
      const credentials = { username: username('Katherine'), password: PASSWORD }
      const visitor = new Visitor({ HASHING })
      await expectProblem(await visitor.post(REGISTER, credentials), 'unavailable')
      await expectProblem(await visitor.post(LOGIN, credentials), 'unavailable')
      const ada = await signedUp('Ada')
      const right = { username: ada.session.account.username, password: PASSWORD }
      await expectProblem(await visitor.post(LOGIN, right), 'unavailable')
      const change = { current: PASSWORD, next: 'another fine password' }
      const asAda = ada.under({ HASHING })
      await expectProblem(await asAda.post('/api/account/password', change), 'unavailable')
      expect(visitor.cookies.size).toBe(0)
      await expectProblem(await new Visitor().post(LOGIN, credentials), 'bad_credentials')
    },
    60_000,
  )

  test('but looks like one is a wrong password', async () => {
    const ada = await signedUp('Ada')
    const given = { username: ada.session.account.username, password: PASSWORD }
    for (const name of [given.username, username('Nobody')]) {
      const visitor = new Visitor({ HASHING: service(changed({ hash: zeros })).HASHING })
      const response = await visitor.post(LOGIN, { ...given, username: name })
      await expectProblem(response, 'bad_credentials')
    }
  }, 60_000)
})

test('while nobody listens there, nobody signs in', async () => {
  const visitor = new Visitor({ HASHING_URL: 'http://127.0.0.1:1' })
  const given = { username: username('Alan'), password: PASSWORD }
  await expectProblem(await visitor.post(LOGIN, given), 'unavailable')
})

describe('who hashes', () => {
  const ask = async (question: unknown) => await honest(JSON.stringify(question))
  const question = {
    id: crypto.randomUUID(),
    input: btoa('x'.repeat(32)),
    salt: btoa('y'.repeat(16)),
    ln: 4,
    r: 8,
    p: 1,
  }

  test('answers a question, with its name', async () => {
    const answered = z.object({ id: z.uuid(), hash: z.base64() })
    const { id, hash } = answered.parse(await (await ask(question)).json())
    expect(id).toBe(question.id)
    expect(atob(hash)).toHaveLength(32)
  })

  test.each([
    ['more work than any hash is', { ln: 20, r: 8 }],
    ['a cost that is none', { p: 0 }],
    ['a salt that is not bytes', { salt: 'not base64!' }],
    ['more bytes than any salt has', { salt: btoa('y'.repeat(300)) }],
    ['nothing', { input: undefined }],
  ])('does not answer %s', async (_, wrong) => {
    expect((await ask({ ...question, ...wrong })).status).toBe(400)
  })

  test('does not answer what is not JSON', async () => {
    expect((await honest('{')).status).toBe(400)
  })
})
