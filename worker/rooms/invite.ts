import type { Context } from 'hono'
import type { PendingInvitation } from '../../protocol/rest.ts'
import { Refusal } from '../errors.ts'
import type { SignedInRequest } from '../middleware/session.ts'
import { isBlocked } from '../store/blocks.ts'
import { findPeople } from '../store/people.ts'
import { operate } from './operate.ts'

/**
 * Asks somebody into a room by name.
 * @throws Refusal when they may not be asked, Unavailable
 */
export async function inviteByName(
  c: Context<SignedInRequest>,
  roomId: string,
  username: string,
): Promise<PendingInvitation> {
  const { db } = c.env
  // Asked before anybody is looked up: who may not invite learns nothing of who has an account.
  await operate(c, roomId, 'permits', { permission: 'members.invite' })
  const [person] = await findPeople(db, [username])
  if (person === undefined) throw new Refusal('no_such_account')
  if (await isBlocked(db, c.var.identity.id, [person.id])) throw new Refusal('blocked')
  return await operate(c, roomId, 'invite', { person })
}
