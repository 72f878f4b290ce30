import { eq } from 'drizzle-orm'
import { decodeJwt } from 'jose'
import type { Visibility } from '../../../protocol/events.ts'
import { CONFIRMED_MS, PROTOCOL_VERSION } from '../../../protocol/limits.ts'
import { roomAnswerSchema } from '../../../protocol/rest.ts'
import { sessions } from '../../../worker/store/schema.ts'
import { Line } from './line.ts'
import { db } from './people.ts'
import { ORIGIN, username, type Visitor } from './visitor.ts'

// What people do over the API in one test after the other.

/** The session that the visitor's access token is of. */
export function sessionIdOf(who: Visitor): string {
  return decodeJwt(who.token).jti ?? ''
}

/** As if the visitor had last shown who they are a while ago. */
export async function unconfirmed(who: Visitor): Promise<void> {
  const ago = new Date(Date.now() - CONFIRMED_MS - 1_000)
  await db
    .update(sessions)
    .set({ confirmedAt: ago })
    .where(eq(sessions.id, sessionIdOf(who)))
}

/** Makes a room. @returns its id */
export async function makeRoom(who: Visitor, visibility: Visibility = 'public'): Promise<string> {
  const answer = await who.post('/api/rooms', { name: username('room'), visibility })
  return roomAnswerSchema.parse(await answer.json()).room.id
}

/** Asks for a socket, as a page of ours does unless `headers` say otherwise. */
export async function knock(who: Visitor, roomId: string, headers = {}): Promise<Response> {
  const asked = { headers: { upgrade: 'websocket', origin: ORIGIN, ...headers } }
  return await who.get(`/api/rooms/${roomId}/socket`, asked)
}

/** A socket on which nothing has been said yet. */
export async function lineTo(who: Visitor, roomId: string, headers = {}): Promise<Line> {
  const { status, webSocket } = await knock(who, roomId, headers)
  if (webSocket === null) throw new Error(`no socket: ${status}`)
  return new Line(webSocket)
}

/** A socket that has been welcomed. */
export async function enterRoom(who: Visitor, roomId: string): Promise<Line> {
  const line = await lineTo(who, roomId)
  line.say({ type: 'hello', v: PROTOCOL_VERSION })
  await line.next('welcome')
  return line
}
