import type { Member, Role } from '../../protocol/events.ts'
import { STANDINGS } from '../../protocol/permissions.ts'

/** Why somebody is not to come back, who said so, and when (milliseconds since 1970). */
export interface Ban {
  by: string
  at: number
  reason: string
}

interface Known {
  member: Member
  /** When their account had this name, in milliseconds since 1970; 0 when nobody knows. */
  namedAt: number
  ban: Ban | undefined
}

export interface Written {
  /** Left out where it stays as it is, null where it is lifted. */
  ban?: Ban | null
  namedAt?: number
}

/** Which members to list: those after `sort` and `id`, of a role or all, with `q` in a name. */
export interface Listed {
  q: string
  role?: Role | undefined
  after: Place | undefined
  limit: number
}

/** Where a page of members ends. */
export interface Place {
  sort: string
  id: string
}

type Row = { member: string; named_at: number; ban: string | null }

const BELONGS = 'role IS NOT NULL'

/**
 * Who belongs to the room, and who once did (their role is null). Kept beside the log. Only those that
 * were asked for are in memory: of a room of thousands a few speak.
 */
export class Members {
  readonly #sql: SqlStorage
  readonly #byId = new Map<string, Known>()
  #count: number | undefined
  #owners: number | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Everyone the log may speak of, the departed included. */
  all(): Member[] {
    return this.#rows('SELECT * FROM members').map(({ member }) => member)
  }

  /** A person who belongs to the room, or once did. */
  known(userId: string): Member | undefined {
    return this.#find(userId)?.member
  }

  /** A person who belongs to the room now. */
  current(userId: string): Member | undefined {
    const member = this.known(userId)
    return member?.role ? member : undefined
  }

  /** A person who belonged to the room once. */
  departed(userId: string): Member | undefined {
    const member = this.known(userId)
    return member?.role === null ? member : undefined
  }

  /** Somebody by username: who belongs before whoever did. */
  named(username: string): Member | undefined {
    const query = `SELECT * FROM members WHERE username = ? ORDER BY ${BELONGS} DESC LIMIT 1`
    return this.#rows(query, username)[0]?.member
  }

  /** Of when the name is that a person has here, in milliseconds since 1970. */
  namedAt(userId: string): number {
    return this.#find(userId)?.namedAt ?? 0
  }

  get count(): number {
    this.#count ??= this.#number(`SELECT count(*) AS n FROM members WHERE ${BELONGS}`)
    return this.#count
  }

  /** How many own the room. */
  get owners(): number {
    this.#owners ??= this.#number(`SELECT count(*) AS n FROM members WHERE role = 'owner'`)
    return this.#owners
  }

  /** Whether somebody was told not to come back, and why. */
  ban(userId: string): Ban | undefined {
    return this.#find(userId)?.ban
  }

  /** Everybody who was told not to come back. */
  banned(): { member: Member; ban: Ban }[] {
    return this.#rows('SELECT * FROM members WHERE ban IS NOT NULL').flatMap(({ member, ban }) =>
      ban === undefined ? [] : [{ member, ban }],
    )
  }

  /** Members by standing, then by name, and where their page ends; undefined with the last. */
  page({ q, role, after, limit }: Listed): { members: Member[]; end: Place | undefined } {
    const { sort, id } = after ?? { sort: '', id: '' }
    const rows = this.#sql
      .exec<Row & { sort: string; user_id: string }>(
        `SELECT * FROM members WHERE ${BELONGS} AND (sort, user_id) > (?1, ?2)
           AND (?3 = '' OR instr(sort, ?3) > 1 OR instr(username, ?3) > 0)
           AND (?4 IS NULL OR role = ?4)
         ORDER BY sort, user_id LIMIT ?5`,
        sort,
        id,
        fold(q),
        role ?? null,
        limit + 1,
      )
      .toArray()
    const last = rows.length > limit ? rows[limit - 1] : undefined
    const members = rows.slice(0, limit).map(row => known(row).member)
    return { members, end: last && { sort: last.sort, id: last.user_id } }
  }

  /** Who stands highest but for one person; of those alike, who has belonged the longest. */
  highestBut(userId: string): Member | undefined {
    const query = `SELECT * FROM members WHERE ${BELONGS} AND user_id <> ?
      ORDER BY substr(sort, 1, 1), member ->> 'joinedAt', user_id LIMIT 1`
    return this.#rows(query, userId)[0]?.member
  }

  put(member: Member, { ban = this.ban(member.id), namedAt }: Written = {}): void {
    const before = this.#find(member.id)
    const written = {
      member,
      namedAt: namedAt ?? before?.namedAt ?? 0,
      ban: ban ?? undefined,
    }
    this.#sql.exec(
      `INSERT OR REPLACE INTO members (user_id, member, named_at, ban, role, sort, username)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      member.id,
      JSON.stringify(member),
      written.namedAt,
      written.ban === undefined ? null : JSON.stringify(written.ban),
      member.role,
      sortOf(member),
      member.username,
    )
    this.#counted(before?.member.role ?? null, -1)
    this.#counted(member.role, 1)
    this.#byId.set(member.id, written)
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#byId.clear()
    this.#count = undefined
    this.#owners = undefined
  }

  #counted(role: Role | null, by: 1 | -1): void {
    if (this.#count !== undefined && role !== null) this.#count += by
    if (this.#owners !== undefined && role === 'owner') this.#owners += by
  }

  #find(userId: string): Known | undefined {
    const found = this.#byId.get(userId)
    if (found !== undefined) return found
    const [row] = this.#rows('SELECT * FROM members WHERE user_id = ?', userId)
    // Strangers are not kept: anybody can knock.
    if (row !== undefined) this.#byId.set(userId, row)
    return row
  }

  #rows(query: string, ...bindings: string[]): Known[] {
    return this.#sql
      .exec<Row>(query, ...bindings)
      .toArray()
      .map(known)
  }

  #number(query: string): number {
    return this.#sql.exec<{ n: number }>(query).one().n
  }
}

function known({ member, named_at, ban }: Row): Known {
  return {
    member: JSON.parse(member),
    namedAt: named_at,
    ban: ban === null ? undefined : JSON.parse(ban),
  }
}

/** The highest first: a digit for the role, then the name. The schema's own steps make the same. */
function sortOf({ role, displayName }: Member): string {
  const rank = role === null ? 0 : STANDINGS.indexOf(role)
  return `${STANDINGS.length - 1 - rank}${fold(displayName)}`
}

/** Names are found whatever their case. */
function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}
