import type { Member } from '../../protocol/events.ts'

/** Who belongs to the room, and who once did (their role is null). Kept beside the log. */
export class Members {
  readonly #sql: SqlStorage
  #byId: Map<string, Member> | undefined

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Everyone the log may speak of, the departed included. */
  all(): Member[] {
    return [...this.#members.values()]
  }

  /** A person who belongs to the room now. */
  current(userId: string): Member | undefined {
    const member = this.#members.get(userId)
    return member?.role ? member : undefined
  }

  /** A person who belonged to the room once. */
  departed(userId: string): Member | undefined {
    const member = this.#members.get(userId)
    return member?.role === null ? member : undefined
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

  put(member: Member, isBanned = false): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO members (user_id, member, banned) VALUES (?, ?, ?)',
      member.id,
      JSON.stringify(member),
      isBanned ? 1 : 0,
    )
    this.#byId?.set(member.id, member)
  }

  get #members(): Map<string, Member> {
    this.#byId ??= new Map(
      this.#sql
        .exec<{ member: string }>('SELECT member FROM members')
        .toArray()
        .map(row => JSON.parse(row.member))
        .map((member: Member) => [member.id, member]),
    )
    return this.#byId
  }
}
