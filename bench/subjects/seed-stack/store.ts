import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

export interface Message {
  id: number
  roomId: string
  userId: string
  content: string
  createdAt: string
}

export interface Account {
  id: string
  name: string
  passwordHash: string
}

interface MessageRow {
  /** The driver leaves it to us whether a bigint fits into a number. */
  id: string
  room_id: string
  user_id: string
  content: string
  created_at: Date
}

const CONNECTIONS = 10

/** Everything the server asks of Postgres. */
export class Store {
  readonly #pool: pg.Pool

  private constructor(pool: pg.Pool) {
    this.#pool = pool
  }

  static async open(connectionString: string): Promise<Store> {
    const pool = new pg.Pool({ connectionString, max: CONNECTIONS })
    // An idle connection that breaks is replaced at the next query, which reports what is wrong.
    pool.on('error', () => {})
    await pool.query(await readFile(join(import.meta.dirname, 'schema.sql'), 'utf8'))
    return new Store(pool)
  }

  async account(username: string): Promise<Account | undefined> {
    const { rows } = await this.#pool.query<Account>(
      'SELECT id, username AS name, password_hash AS "passwordHash" FROM users WHERE username = $1',
      [username],
    )
    return rows[0]
  }

  async isMember(roomId: string, userId: string): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      'SELECT 1 FROM members WHERE room_id = $1 AND user_id = $2',
      [roomId, userId],
    )
    return rowCount === 1
  }

  async insert(roomId: string, userId: string, content: string): Promise<Message> {
    const { rows } = await this.#pool.query<Pick<MessageRow, 'id' | 'created_at'>>(
      'INSERT INTO messages (room_id, user_id, content) VALUES ($1, $2, $3) RETURNING id, created_at',
      [roomId, userId, content],
    )
    const [row] = rows
    if (row === undefined) throw new Error('Postgres returned no row for an insert')
    return messageOf({ ...row, room_id: roomId, user_id: userId, content })
  }

  /** Newest first. */
  async before(roomId: string, id: number, limit: number): Promise<Message[]> {
    return this.#messages(
      'SELECT * FROM messages WHERE room_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3',
      [roomId, id, limit],
    )
  }

  /** Oldest first. */
  async after(roomId: string, id: number, limit: number): Promise<Message[]> {
    return this.#messages(
      'SELECT * FROM messages WHERE room_id = $1 AND id > $2 ORDER BY id LIMIT $3',
      [roomId, id, limit],
    )
  }

  async #messages(query: string, values: (string | number)[]): Promise<Message[]> {
    const { rows } = await this.#pool.query<MessageRow>(query, values)
    return rows.map(messageOf)
  }
}

function messageOf(row: MessageRow): Message {
  return {
    id: Number(row.id),
    roomId: row.room_id,
    userId: row.user_id,
    content: row.content,
    createdAt: row.created_at.toISOString(),
  }
}
