import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import {
  type ClientEvents,
  type Joined,
  joinSchema,
  type Refusal,
  type Sent,
  type ServerEvents,
  type SocketData,
  sendSchema,
} from './events.ts'
import type { Presence } from './presence.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Sessions } from './session.ts'
import type { Store } from './store.ts'

export type ChatServer = Server<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>
type ChatSocket = Socket<ClientEvents, ServerEvents, DefaultEventsMap, SocketData>

export interface ChatParts {
  sessions: Sessions
  store: Store
  presence: Presence
  rateLimit: RateLimit
}

/** How many messages a socket gets when it joins, new and after a cut. */
const LATEST = 50
const MISSED = 500

/** The rooms on their sockets. */
export class Chat {
  readonly #io: ChatServer
  readonly #parts: ChatParts

  constructor(io: ChatServer, parts: ChatParts) {
    this.#io = io
    this.#parts = parts
    io.use((socket, next) => {
      this.#admit(socket).then(isAdmitted => {
        if (isAdmitted) next()
        else next(new Error('unauthorized'))
      }, next)
    })
    io.on('connection', socket => this.#serve(socket))
  }

  async #admit(socket: ChatSocket): Promise<boolean> {
    const user = await this.#parts.sessions.userOf(socket.handshake.headers.cookie)
    if (user !== undefined) socket.data.user = user
    return user !== undefined
  }

  #serve(socket: ChatSocket): void {
    socket.on('room:join', (payload, ack) => answer(ack, this.#join(socket, payload)))
    socket.on('message:send', (payload, ack) => answer(ack, this.#send(socket, payload)))
    // While it still knows the rooms it is in.
    socket.on('disconnecting', () => {
      this.#leave(socket).catch(console.error)
    })
  }

  async #join(socket: ChatSocket, payload: unknown): Promise<Joined | Refusal> {
    const { store, presence } = this.#parts
    const { user } = socket.data
    const asked = joinSchema.safeParse(payload)
    if (!asked.success) return { error: 'invalid' }
    const { roomId, afterId } = asked.data
    if (!(await store.isMember(roomId, user.id))) return { error: 'forbidden' }
    await socket.join(roomId)
    await presence.enter(roomId, socket.id, user)
    // Read after joining: what is sent meanwhile comes twice rather than never.
    const [users, messages] = await Promise.all([
      presence.of(roomId),
      afterId === undefined ? this.#latest(roomId) : store.after(roomId, afterId, MISSED),
    ])
    return { users, messages }
  }

  async #latest(roomId: string) {
    const newestFirst = await this.#parts.store.before(roomId, Number.MAX_SAFE_INTEGER, LATEST)
    return newestFirst.reverse()
  }

  async #send(socket: ChatSocket, payload: unknown): Promise<Sent | Refusal> {
    const asked = sendSchema.safeParse(payload)
    if (!asked.success) return { error: 'invalid' }
    if (await this.#parts.rateLimit.exceeds(socket.id)) return { error: 'rate_limited' }
    const { roomId, cid, content } = asked.data
    if (!socket.rooms.has(roomId)) return { error: 'forbidden' }
    const { id, userId, createdAt } = await this.#parts.store.insert(
      roomId,
      socket.data.user.id,
      content,
    )
    this.#io.to(roomId).emit('message:new', { id, roomId, userId, cid, content, createdAt })
    return { ok: true, id }
  }

  async #leave(socket: ChatSocket): Promise<void> {
    const rooms = [...socket.rooms].filter(room => room !== socket.id)
    await Promise.all(rooms.map(room => this.#parts.presence.leave(room, socket.id)))
  }
}

/** A client that wants no answer gives nothing to call. */
function answer<T>(ack: unknown, work: Promise<T | Refusal>): void {
  const tell = typeof ack === 'function' ? ack : () => {}
  work.then(
    result => tell(result),
    (error: unknown) => {
      console.error(error)
      tell({ error: 'internal' } satisfies Refusal)
    },
  )
}
