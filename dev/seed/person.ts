import WebSocket from 'ws'
import type * as z from 'zod'
import type { SocketLike } from '../../protocol/client/socket.ts'
import { problemSchema, sessionSchema } from '../../protocol/rest.ts'
import { PASSWORD } from './cast.ts'

/** Somebody signed in, who uses Alcove as a browser would: by cookie, from the page's own origin. */
export class Person {
  readonly #origin: string
  #cookie = ''

  private constructor(origin: string) {
    this.#origin = origin
  }

  /** Signs the person in, and up first when there is no such account. */
  static async arrive(origin: string, username: string, displayName: string): Promise<Person> {
    const person = new Person(origin)
    const account = { username, password: PASSWORD }
    const known = await person.#request('POST', '/api/auth/login', account)
    if (known.status !== 401) await person.#read(sessionSchema, known)
    else await person.post('/api/auth/register', sessionSchema, { ...account, displayName })
    return person
  }

  async get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    return this.#read(schema, await this.#request('GET', path))
  }

  async post<T>(path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    return this.#read(schema, await this.#request('POST', path, body))
  }

  async patch<T>(path: string, schema: z.ZodType<T>, body: unknown): Promise<T> {
    return this.#read(schema, await this.#request('PATCH', path, body))
  }

  /** The person's socket to a room. */
  open(roomId: string): SocketLike {
    const url = new URL(`/api/rooms/${roomId}/socket`, this.#origin)
    url.protocol = 'ws:'
    const socket = new WebSocket(url, { origin: this.#origin, headers: { cookie: this.#cookie } })
    const line: SocketLike = {
      send: text => socket.send(text),
      close: (code, reason) => socket.close(code, reason),
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
    }
    socket.on('open', () => line.onopen?.())
    socket.on('message', data => line.onmessage?.({ data: String(data) }))
    socket.on('close', (code, reason) => line.onclose?.({ code, reason: String(reason) }))
    socket.on('error', () => line.onerror?.())
    return line
  }

  async #request(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(new URL(path, this.#origin), {
      method,
      headers: {
        origin: this.#origin,
        cookie: this.#cookie,
        'x-csrf-token': /csrf=([\w-]+)/.exec(this.#cookie)?.[1] ?? '',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const given = response.headers.getSetCookie().map(cookie => cookie.split(';')[0])
    if (given.length > 0) this.#cookie = given.join('; ')
    return response
  }

  async #read<T>(schema: z.ZodType<T>, response: Response): Promise<T> {
    const json: unknown = await response.json()
    if (response.ok) return schema.parse(json)
    const problem = problemSchema.safeParse(json).data
    throw new Error(`${response.url}: ${problem?.detail ?? problem?.title ?? response.status}`)
  }
}
