import { randomUUID } from 'node:crypto'
import { newSession } from '../../../worker/auth/session.ts'
import { accessTokens, invitations, passkeys } from '../../../worker/store/schema.ts'
import { insertSession } from '../../../worker/store/sessions.ts'
import { db } from '../support/people.ts'
import { signedUp } from '../support/visitor.ts'
import { idOf, type Person } from './cast.ts'
import type { Cell } from './row.ts'

// Things of one person, made for one cell: whose is the target's, or nobody's.

const HOUR_MS = 3_600_000

/** An id of such a thing. @param make makes one for its owner */
async function thing(cell: Cell, make: (owner: Person) => Promise<string>): Promise<string> {
  if (cell.target === 'nonexistent') return randomUUID()
  return await make(
    cell.target === 'own' ? (cell.person ?? cell.cast.stranger) : cell.cast.stranger,
  )
}

/** A session on another device. */
export async function device(cell: Cell): Promise<string> {
  return await thing(cell, async owner => {
    const visit = { ip: '', userAgent: 'a phone', place: '' }
    const opened = newSession(idOf(owner), visit, Date.now())
    const entry = { action: 'session.login', actorId: idOf(owner), ip: '' } as const
    const account = { id: idOf(owner), passwordChangedAt: null }
    await insertSession(db, account, opened, entry, Date.now())
    return opened.row.id
  })
}

export async function passkey(cell: Cell): Promise<string> {
  return await thing(cell, async owner => {
    const id = randomUUID().replaceAll('-', '')
    const made = { id, accountId: idOf(owner), publicKey: 'none', counter: 0, name: 'A key' }
    await db.insert(passkeys).values({ ...made, isBackedUp: false, createdAt: new Date() })
    return id
  })
}

export async function accessToken(cell: Cell): Promise<string> {
  return await thing(cell, async owner => {
    const id = randomUUID()
    const until = new Date(Date.now() + HOUR_MS)
    const made = { id, accountId: idOf(owner), name: 'A bot', scopes: [] }
    await db.insert(accessTokens).values({ ...made, createdAt: new Date(), expiresAt: until })
    return id
  })
}

/** Invitations belong to the deployment, whoever made them. */
export async function invitation(cell: Cell): Promise<string> {
  return await thing(cell, async owner => {
    const id = randomUUID()
    const until = new Date(Date.now() + HOUR_MS)
    const made = { id, hash: id, createdBy: idOf(owner), uses: 1 }
    await db.insert(invitations).values({ ...made, createdAt: new Date(), expiresAt: until })
    return id
  })
}

/** Somebody who may be lost, in the place of the actor. */
export async function double({ actor }: Cell): Promise<{ as?: Person }> {
  return actor === 'anonymous' || actor === 'deleted' ? {} : { as: await signedUp(actor) }
}

/** Somebody whom nobody needs any more. */
export async function somebody(): Promise<Person> {
  return await signedUp('Guest')
}

/** Somebody in the room whom others may act on, by the roles of the row's room. */
export async function guest({ roomId, target }: Cell): Promise<string> {
  const someone = await signedUp('Guest')
  if (target === 'own') await someone.post(`/api/rooms/${roomId}/join`)
  return idOf(someone)
}
