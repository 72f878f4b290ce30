import type { ProblemCode } from '../../protocol/codes.ts'
import type { Link } from '../../protocol/rest.ts'

type Row = {
  id: string
  made_by: string
  uses: number | null
  used: number
  created_at: number
  expires_at: number
  revoked_at: number | null
}

/** A link as it is kept: also when nobody can come by it any more. */
export interface KeptLink extends Link {
  revokedAt: number | null
}

/** Links into the room. Of what is in them only the SHA-256 is kept. Times are milliseconds since 1970. */
export class Links {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  byHash(hash: string): KeptLink | undefined {
    return this.#rows('hash = ?', hash)[0]
  }

  byId(id: string): KeptLink | undefined {
    return this.#rows('id = ?', id)[0]
  }

  /** Those that still let somebody in, the newest first. */
  open(now: number): KeptLink[] {
    return this.#rows(
      'revoked_at IS NULL AND expires_at > ? AND (uses IS NULL OR used < uses) ORDER BY created_at DESC, id',
      now,
    )
  }

  add({ id, by, uses, createdAt, expiresAt }: Link, hash: string): void {
    this.#sql.exec(
      `INSERT INTO links (id, hash, made_by, uses, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
      id,
      hash,
      by,
      uses,
      createdAt,
      expiresAt,
    )
  }

  /** Somebody has come by it. */
  use(id: string): void {
    this.#sql.exec('UPDATE links SET used = used + 1 WHERE id = ?', id)
  }

  revoke(id: string, now: number): void {
    this.#sql.exec('UPDATE links SET revoked_at = ? WHERE id = ?', now, id)
  }

  /** Nobody comes by a link of somebody any more. */
  revokeOf(userId: string, now: number): void {
    const open = 'revoked_at IS NULL AND expires_at > ?1'
    this.#sql.exec(`UPDATE links SET revoked_at = ?1 WHERE made_by = ?2 AND ${open}`, now, userId)
  }

  /** Lets go of those that were over before a moment. */
  sweep(before: number): void {
    this.#sql.exec(
      'DELETE FROM links WHERE min(expires_at, coalesce(revoked_at, expires_at)) < ?',
      before,
    )
  }

  #rows(which: string, ...bindings: (string | number)[]): KeptLink[] {
    return this.#sql
      .exec<Row>(`SELECT * FROM links WHERE ${which}`, ...bindings)
      .toArray()
      .map(({ id, made_by, uses, used, created_at, expires_at, revoked_at }) => ({
        id,
        by: made_by,
        uses,
        used,
        createdAt: created_at,
        expiresAt: expires_at,
        revokedAt: revoked_at,
      }))
  }
}

/** Why nobody can come by a link any more, if that is so. */
export function endOf(link: KeptLink, now: number): ProblemCode | undefined {
  if (link.revokedAt !== null) return 'link_revoked'
  if (link.expiresAt <= now) return 'link_expired'
  if (link.uses !== null && link.used >= link.uses) return 'link_used_up'
  return undefined
}
