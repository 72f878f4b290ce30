import WebSocket from 'ws'
import type { SocketLike } from '../../protocol/client/socket.ts'
import { CLOSE } from '../../protocol/codes.ts'
import { roomAnswerSchema, roomListSchema, sessionSchema } from '../../protocol/rest.ts'

/** What a refresh is answered with when there is no session any more. */
const ENDED: ReadonlySet<number> = new Set([401, 403])

/** Somebody with an account who talks to a running server from outside, as a browser would. */
export class Visitor {
  readonly origin: string
  /** Where its sockets are opened, if something stands in front of the server. */
  readonly #socketOrigin: string
  #cookie = ''
  #username = ''
  #refreshing: Promise<'fresh' | 'ended' | 'unreachable'> | undefined
  id = ''

  constructor(origin: string, socketOrigin = origin) {
    this.origin = origin
    this.#socketOrigin = socketOrigin
  }

  /** What a program of another make needs to open a socket as this person. */
  socketAt(roomId: string): { url: string; headers: { origin: string; cookie: string } } {
    return {
      url: `${this.#socketOrigin.replace('http', 'ws')}/api/rooms/${roomId}/socket`,
      headers: { origin: this.origin, cookie: this.#cookie },
    }
  }

  async signOut(): Promise<void> {
    await this.call('POST', '/api/auth/logout')
  }

  async signIn(): Promise<void> {
    const username = this.#username
    const body = { username, password: `the password of ${username}` }
    await this.call('POST', '/api/auth/login', body)
  }

  async register(username: string): Promise<this> {
    const body = { username, displayName: username, password: `the password of ${username}` }
    const response = await this.call('POST', '/api/auth/register', body)
    this.id = sessionSchema.parse(await response.json()).account.id
    this.#username = username
    return this
  }

  async createRoom(name: string): Promise<string> {
    const response = await this.call('POST', '/api/rooms', { name })
    return roomAnswerSchema.parse(await response.json()).room.id
  }

  async join(roomId: string): Promise<void> {
    await this.call('POST', `/api/rooms/${roomId}/join`)
  }

  async rooms() {
    return roomListSchema.parse(await (await this.call('GET', '/api/rooms')).json())
  }

  /** @throws Error with the answer when it is not a success */
  async call(method: string, path: string, body?: unknown): Promise<Response> {
    const first = await this.#ask(method, path, body)
    const isOver = first.status !== 401 || (await this.#refresh()) !== 'fresh'
    const response = isOver ? first : await this.#ask(method, path, body)
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response
  }

  /** As the page does it: of all who ask at once, one goes. */
  #refresh(): Promise<'fresh' | 'ended' | 'unreachable'> {
    this.#refreshing ??= this.#ask('POST', '/api/auth/refresh')
      .then(({ status }) =>
        status === 200 ? 'fresh' : ENDED.has(status) ? 'ended' : 'unreachable',
      )
      .catch(() => 'unreachable' as const)
      .finally(() => {
        this.#refreshing = undefined
      })
    return this.#refreshing
  }

  async #ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        origin: this.origin,
        cookie: this.#cookie,
        ...(method !== 'GET' && { 'x-csrf-token': /csrf=([\w-]+)/.exec(this.#cookie)?.[1] ?? '' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const given = response.headers.getSetCookie().map(cookie => cookie.split(';')[0])
    if (given.length > 0) this.#cookie = given.join('; ')
    return response
  }

  socket(roomId: string): WebSocket {
    const { url, headers } = this.socketAt(roomId)
    const socket = new WebSocket(url, { headers })
    // Refused connections are told by the close that follows.
    socket.on('error', () => {})
    return socket
  }

  /** The same as the client's kind of socket. */
  line(roomId: string): SocketLike {
    const socket = this.socket(roomId)
    const line: SocketLike = {
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: text => socket.send(text),
      close: (code, reason) => socket.close(code, reason),
    }
    socket.on('open', () => line.onopen?.())
    socket.on('message', data => line.onmessage?.({ data: String(data) }))
    socket.on('close', (code, reason) => void this.#closed(line, code, String(reason)))
    return line
  }

  /** Refused because the access token has run out, a socket is lost and not ended. */
  async #closed(line: SocketLike, code: number, reason: string): Promise<void> {
    const isOver = code !== CLOSE.unauthenticated || (await this.#refresh()) === 'ended'
    line.onclose?.(isOver ? { code, reason } : { code: CLOSE.normal, reason: 'refreshed' })
  }
}
