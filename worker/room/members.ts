import type { Member } from '../../protocol/events.ts'

interface Known {
  member: Member
  /** When their account had this name, in milliseconds since 1970; 0 when nobody knows. */
  namedAt: number
}

/** Who belongs to the room, and who once did (their role is null). Kept beside the log. */
export class Members {
  readonly #sql: SqlStorage
  #byId: Map<string, Known> | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Everyone the log may speak of, the departed included. */
  all(): Member[] {
    return [...this.#members.values()].map(({ member }) => member)
  }

  /** A person who belongs to the room now. */
  current(userId: string): Member | undefined {
    const member = this.#members.get(userId)?.member
    return member?.role ? member : undefined
  }

  /** A person who belonged to the room once. */
  departed(userId: string): Member | undefined {
    const member = this.#members.get(userId)?.member
    return member?.role === null ? member : undefined
  }

  /** Of when the name is that a person has here, in milliseconds since 1970. */
  namedAt(userId: string): number {
    return this.#members.get(userId)?.namedAt ?? 0
  }

  get count(): number {
    return this.all().filter(member => member.role !== null).length
  }

  /** How many own the room. */
  get owners(): number {
    return this.all().filter(member => member.role === 'owner').length
  }

  /** Whether somebody was told not to come back. Asked when they knock, so not kept in memory. */
  isBanned(userId: string): boolean {
    const query = 'SELECT 1 FROM members WHERE user_id = ? AND banned = 1'
    return this.#sql.exec(query, userId).toArray().length > 0
  }

  put(member: Member, isBanned = false, namedAt = this.namedAt(member.id)): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO members (user_id, member, banned, named_at) VALUES (?, ?, ?, ?)',
      member.id,
      JSON.stringify(member),
      isBanned ? 1 : 0,
      namedAt,
    )
    this.#byId?.set(member.id, { member, namedAt })
  }

  /** What was written last was taken back. */
  forget(): void {
    this.#byId = undefined
  }

  get #members(): Map<string, Known> {
    this.#byId ??= new Map(
      this.#sql
        .exec<{ member: string; named_at: number }>('SELECT member, named_at FROM members')
        .toArray()
        .map(row => ({ member: JSON.parse(row.member), namedAt: row.named_at }))
        .map((known: Known) => [known.member.id, known]),
    )
    return this.#byId
  }
}
