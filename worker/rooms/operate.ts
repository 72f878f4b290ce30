import type { Context } from 'hono'
import type { ProblemCode } from '../../protocol/codes.ts'
import { visitOf } from '../auth/visit.ts'
import { type Identity, profileOf } from '../domain/identity.ts'
import { granted } from '../errors.ts'
import type { SignedInRequest } from '../middleware/session.ts'
import type { Parts } from '../parts.ts'
import type { OperationName, Operations } from '../room/operations.ts'
import { RoomDoor } from '../room-door.ts'
import { findById } from '../store/accounts.ts'
import { type Entry, recording } from '../store/audit.ts'
import { run } from '../store/client.ts'

/**
 * Asks a room for something as whoever sent the request. Whom the room refuses is asked about once more if
 * they are an admin of the deployment, so that nobody else pays for the question.
 * @throws Refusal when the room refuses, Unavailable when it does not answer
 */
export async function operate<K extends OperationName>(
  c: Context<SignedInRequest>,
  roomId: string,
  name: K,
  input: Operations[K][0],
): Promise<Operations[K][1]> {
  const { env, var: vars } = c
  const door = new RoomDoor(env.env.ROOMS, roomId)
  const profile = profileOf(vars.identity)
  const answer = await door.operate(name, { ...profile, isAdmin: false }, input)
  if (answer.ok || !OVERRULED.has(answer.problem) || !(await isAdmin(env, vars.identity)))
    return granted(answer)
  const told = granted(await door.operate(name, { ...profile, isAdmin: true }, input))
  // Before they are told; and nothing where they were refused, as in a conversation.
  if (READING.has(name)) await run(recording(env.db, reading(c, roomId)))
  return told
}

/** What nobody tells an admin of the deployment, unless it is so for them, too. */
const OVERRULED: ReadonlySet<ProblemCode> = new Set([
  'forbidden',
  'outranked',
  'banned',
  'not_a_member',
  'not_found',
  'room_deleted',
])

/** What leaves no trace in the room: of whoever reads there as an admin of the deployment, the audit knows. */
const READING: ReadonlySet<OperationName> = new Set([
  'history',
  'message',
  'previewed',
  'some',
  'pins',
  'threads',
  'edits',
  'reactors',
  'readers',
  'amend',
])

function reading(c: Context<SignedInRequest>, roomId: string): Entry {
  return { action: 'room.read_by_admin', roomId, actorId: c.var.identity.id, ip: visitOf(c).ip }
}

/** A program acts for a person, and not for the deployment. */
async function isAdmin({ db }: Parts, { id, scopes }: Identity): Promise<boolean> {
  return scopes === undefined && (await findById(db, id))?.role === 'admin'
}
