import { DurableObject } from 'cloudflare:workers'

// What one writes after reading the platform's own example: a room that stores a message and tells
// everybody, without limits, sign-in, or anything that could go wrong being thought of.

interface Bindings {
  ROOMS: DurableObjectNamespace<NaiveRoom>
}

export default {
  fetch(request, env) {
    const room = /^\/rooms\/([^/]+)\/socket$/.exec(new URL(request.url).pathname)?.[1]
    if (room === undefined) return new Response('There are rooms only.', { status: 404 })
    return env.ROOMS.get(env.ROOMS.idFromName(room)).fetch(request)
  },
} satisfies ExportedHandler<Bindings>

/** How many messages a socket is welcomed with, new and after a cut. */
const LATEST = 50
const MISSED = 500

const LONGEST_BODY = 4_000

interface Kept extends Record<string, SqlStorageValue> {
  seq: number
  at: number
  by: string
  cid: string
  body: string
}

export class NaiveRoom extends DurableObject<Bindings> {
  readonly #sql: SqlStorage

  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env)
    this.#sql = ctx.storage.sql
    this.#sql.exec(
      `CREATE TABLE IF NOT EXISTS messages (
        seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, by TEXT NOT NULL, cid TEXT NOT NULL, body TEXT NOT NULL
      )`,
    )
  }

  override async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url)
    const after = searchParams.get('after')
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server)
    server.serializeAttachment(searchParams.get('user') ?? 'nobody')
    const messages = after === null ? this.#latest() : this.#after(Number(after))
    const here = this.ctx.getWebSockets().length
    server.send(JSON.stringify({ type: 'welcome', here, messages }))
    return new Response(null, { status: 101, webSocket: client })
  }

  override async webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): Promise<void> {
    if (typeof message !== 'string') return
    const { cid, body } = JSON.parse(message)
    if (!isText(cid) || !isText(body)) return
    const by: string = socket.deserializeAttachment()
    const at = Date.now()
    const insert = 'INSERT INTO messages (at, by, cid, body) VALUES (?, ?, ?, ?) RETURNING seq'
    const { seq } = this.#sql.exec<{ seq: number }>(insert, at, by, cid, body).one()
    const frame = JSON.stringify({ type: 'message', seq, at, by, cid, body })
    for (const other of this.ctx.getWebSockets()) {
      try {
        other.send(frame)
      } catch {
        // It is gone already.
      }
    }
  }

  #latest(): Kept[] {
    return this.#read('SELECT * FROM messages ORDER BY seq DESC LIMIT ?', LATEST).reverse()
  }

  #after(seq: number): Kept[] {
    return this.#read('SELECT * FROM messages WHERE seq > ? ORDER BY seq LIMIT ?', seq, MISSED)
  }

  #read(query: string, ...bindings: number[]): Kept[] {
    return this.#sql.exec<Kept>(query, ...bindings).toArray()
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= LONGEST_BODY
}
