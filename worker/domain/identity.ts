import * as z from 'zod'
import { scopeSchema } from '../../protocol/rest.ts'

/** Who stands behind a request: an account, and the session or the token of a program it comes by. */
export const identitySchema = z.object({
  id: z.uuid(),
  username: z.string(),
  displayName: z.string(),
  /** The session's, or the token's. */
  sessionId: z.uuid(),
  /** When that ends, in milliseconds since 1970. */
  expiresAt: z.int(),
  /** What a program may do; not there for a person, who may do everything (domain/scopes.ts). */
  scopes: z.array(scopeSchema).optional(),
  /**
   * When the account last changed, in milliseconds since 1970: of two display names the later one
   * counts. Left out where nobody knows; such a name replaces none.
   */
  namedAt: z.int().optional(),
  /** Whether others may see how far they have read. Left out where nobody knows. */
  readReceipts: z.boolean().optional(),
})
export type Identity = z.infer<typeof identitySchema>

/** A person as rooms know them. */
export type Profile = Pick<Identity, 'id' | 'username' | 'displayName' | 'namedAt'>

/** What a room gets to know of somebody. */
export function profileOf({ id, username, displayName, namedAt }: Identity): Profile {
  return { id, username, displayName, namedAt }
}

/**
 * How the Worker tells a room who asks for a socket. Rooms are reachable through the Worker alone,
 * which overwrites whatever a client sends under this name.
 */
export const IDENTITY_HEADER = 'x-alcove-identity'
