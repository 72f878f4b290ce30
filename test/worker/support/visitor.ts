import { createExecutionContext } from 'cloudflare:test'
import { createHmac, scryptSync } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect } from 'vitest'
import type { ProblemCode } from '../../../protocol/codes.ts'
import { PROBLEMS } from '../../../protocol/codes.ts'
import { usernameKey } from '../../../protocol/names.ts'
import { type Problem, problemSchema, type Session } from '../../../protocol/rest.ts'
import { newSession, present } from '../../../worker/auth/session.ts'
import { formatPhc } from '../../../worker/domain/phc.ts'
import { type Bindings, parseEnv } from '../../../worker/env.ts'
import { granted } from '../../../worker/errors.ts'
import worker from '../../../worker/index.ts'
import { assemble } from '../../../worker/parts.ts'
import { insertAccount } from '../../../worker/store/admission.ts'
import { accounts } from '../../../worker/store/schema.ts'
import { bindings, db } from './people.ts'

export const ORIGIN = 'https://alcove.test'
export const PASSWORD = 'correct horse battery'

/** Variables under which a part does not answer: nobody listens on port 1. */
export const REDIS_AWAY = { UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1' }
export const POSTGRES_AWAY = {
  DATABASE_URL: 'postgres://alcove:hunter2secret@away.test/alcove',
  DATABASE_HTTP_URL: 'http://127.0.0.1:1/sql',
}

interface Asked {
  body?: unknown
  headers?: Record<string, string>
}

/** Somebody at a browser: keeps cookies, says where the page is from, has an address of their own. */
export class Visitor {
  readonly #bindings: Bindings
  readonly #origin: string
  readonly cookies = new Map<string, string>()
  readonly address = `2001:db8:${hex()}:${hex()}::1`

  constructor(variables: Partial<Bindings> = {}, origin = ORIGIN) {
    // What is made once an isolate is made once for all who override nothing.
    this.#bindings = Object.keys(variables).length === 0 ? bindings : { ...bindings, ...variables }
    this.#origin = origin
  }

  /** The same person after the surroundings have changed. */
  under(variables: Partial<Bindings>): Visitor {
    const same = new Visitor(variables, this.#origin)
    for (const [name, value] of this.cookies) same.cookies.set(name, value)
    return same
  }

  async get(path: string, asked: Asked = {}): Promise<Response> {
    return await this.ask('GET', path, asked)
  }

  async post(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await this.ask('POST', path, { body, headers })
  }

  /** Headers given replace those a browser would add; an empty one takes them away. */
  async ask(method: string, path: string, { body, headers = {} }: Asked): Promise<Response> {
    const request = new Request<unknown, IncomingRequestCfProperties>(`${this.#origin}${path}`, {
      method,
      headers: this.#headers(method, body, headers),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await this.send(request)
    this.#remember(response)
    return response
  }

  /** A request as it is. */
  async send(request: Request<unknown, IncomingRequestCfProperties>): Promise<Response> {
    return await worker.fetch(request, this.#bindings, createExecutionContext())
  }

  #headers(method: string, body: unknown, given: Record<string, string>): Headers {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers({
      'cf-connecting-ip': this.address,
      ...(cookie !== '' && { cookie }),
      ...(method !== 'GET' && { origin: this.#origin, 'x-csrf-token': this.csrf }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    })
    for (const [name, value] of Object.entries(given)) {
      if (value === '') headers.delete(name)
      else headers.set(name, value)
    }
    if (headers.get('x-csrf-token') === '') headers.delete('x-csrf-token')
    return headers
  }

  #remember(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = pair.split('=')
      if (value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }

  /** The access token, whatever the cookie is called. */
  get token(): string {
    return this.cookies.get('__Host-sid') ?? this.cookies.get('sid') ?? ''
  }

  get refreshToken(): string {
    return this.cookies.get('__Secure-refresh') ?? this.cookies.get('refresh') ?? ''
  }

  get csrf(): string {
    return this.cookies.get('__Host-csrf') ?? this.cookies.get('csrf') ?? ''
  }
}

/** A name of the cast that nobody else in the run has. */
export function username(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]/g, '') || 'guest'}-${hex()}${hex()}`
}

/**
 * One of the cast (Ada, Grace, Linus) with an account and a session, made as registering makes
 * them but for the hash: a real one takes as long as ten tests.
 */
export async function signedUp(name: string): Promise<Visitor & { session: Session }> {
  const visitor = new Visitor()
  const parts = assemble(parseEnv(bindings))
  const passwordHash = cheapHash(PASSWORD, parts.env.PASSWORD_PEPPER)
  const own = username(name)
  const names = { username: own, usernameKey: usernameKey(own), displayName: name }
  const account = { id: v7(), ...names, email: null, emailSince: null, passwordHash }
  const visit = { ip: visitor.address, userAgent: 'test', place: '' }
  const opened = newSession(account.id, visit, Date.now())
  const entry = { action: 'account.register', actorId: account.id, ip: visitor.address } as const
  const row = granted(await insertAccount(parts.db, account, opened, entry, { by: 'anybody' }))
  const signed = await present(parts, row, opened.row, opened.refresh)
  visitor.cookies.set('__Host-sid', signed.access)
  visitor.cookies.set('__Secure-refresh', signed.refresh)
  visitor.cookies.set('__Host-csrf', signed.csrf)
  return Object.assign(visitor, { session: signed.session })
}

/** The same, of somebody who may do all that admins may. */
export async function anAdmin(name: string): Promise<Visitor & { session: Session }> {
  const visitor = await signedUp(name)
  const { account } = visitor.session
  await db.update(accounts).set({ role: 'admin' }).where(eq(accounts.id, account.id))
  account.role = 'admin'
  return visitor
}

/** A hash as an older server would have kept it, at a thousandth of the cost. */
function cheapHash(password: string, pepper: string): string {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const peppered = createHmac('sha256', pepper).update(password).digest()
  const hash = scryptSync(peppered, salt, 32, { N: 2 ** 7, r: 8, p: 1 })
  return formatPhc({ ln: 7, r: 8, p: 1, salt, hash })
}

/** Expects a refusal, and a problem document that says the same as its status line. */
export async function expectProblem(response: Response, code: ProblemCode): Promise<Problem> {
  const text = await response.text()
  expect(`${response.status} ${text}`).toContain(`"code":"${code}"`)
  expect(response.status).toBe(PROBLEMS[code].status)
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(JSON.parse(text))
  expect(problem.status).toBe(response.status)
  expect(problem.requestId).toBe(response.headers.get('x-request-id'))
  return problem
}

function hex(): string {
  return crypto.getRandomValues(new Uint16Array(1)).toString().padStart(5, '0').slice(-4)
}
