import { env } from 'cloudflare:workers'
import { v7 as uuidv7 } from 'uuid'
import { usernameKey } from '../../../protocol/names.ts'
import type { Identity } from '../../../worker/domain/identity.ts'
import { type Bindings, parseEnv } from '../../../worker/env.ts'
import { assemble } from '../../../worker/parts.ts'
import { accounts } from '../../../worker/store/schema.ts'

const HOUR_MS = 3_600_000

export const bindings: Bindings = {
  ...env,
  ROOMS: env.ROOMS,
  INBOXES: env.INBOXES,
  REGISTRY: env.REGISTRY,
  TALLIES: env.TALLIES,
}
export const parts = assemble(parseEnv(bindings))
export const { db } = parts

// Somebody was here before anybody else: who comes first is the admin.
const founder = { username: 'founder', usernameKey: 'founder', displayName: 'Founder' }
await db
  .insert(accounts)
  .values({ id: uuidv7(), ...founder, role: 'admin', passwordHash: 'none' })
  .onConflictDoNothing()

/** One of the cast (Ada, Grace, Linus…), with a row in Postgres and a session that lasts an hour. */
export async function person(displayName: string): Promise<Identity> {
  const id = uuidv7()
  const username = `${displayName.toLowerCase()}-${id}`
  const names = { username, usernameKey: usernameKey(username), displayName }
  await db.insert(accounts).values({ id, ...names, passwordHash: 'none' })
  return { id, username, displayName, sessionId: uuidv7(), expiresAt: Date.now() + HOUR_MS }
}
