import { v7 as uuidv7 } from 'uuid'
import { newRoom, type Room, type Visibility } from '../../../protocol/events.ts'
import { IDENTITY_HEADER, type Identity } from '../../../worker/domain/identity.ts'
import type { RoomObject } from '../../../worker/room/room-object.ts'
import { as } from './as.ts'
import { Line } from './line.ts'
import { bindings } from './people.ts'

export type RoomStub = DurableObjectStub<RoomObject>

export function roomStub(id: string): RoomStub {
  return bindings.ROOMS.get(bindings.ROOMS.idFromName(id))
}

export function card(owner: Identity, visibility: Visibility = 'public'): Room {
  const id = uuidv7()
  return newRoom({
    id,
    name: `Workshop ${id}`,
    topic: 'What we are making',
    description: '',
    visibility,
    createdBy: owner.id,
    createdAt: Date.now(),
  })
}

/** A room that `owner` has made and `guests` have joined. */
export async function room(owner: Identity, ...guests: Identity[]): Promise<RoomStub> {
  const made = card(owner)
  const stub = roomStub(made.id)
  await stub.create(made, owner)
  for (const guest of guests) await as(stub, guest).join({})
  return stub
}

/** A socket to the room, as the Worker would hand it on. Nothing has been said yet. */
export async function dial(stub: RoomStub, who: Identity): Promise<Line> {
  const response = await stub.fetch('http://room/socket', {
    headers: { upgrade: 'websocket', [IDENTITY_HEADER]: encodeURIComponent(JSON.stringify(who)) },
  })
  if (response.webSocket === null) throw new Error(`no socket: ${response.status}`)
  return new Line(response.webSocket)
}

/** A socket that has said hello, and its welcome. */
export async function enter(
  stub: RoomStub,
  who: Identity,
  held: { epoch?: string; lastSeq?: number } = {},
) {
  const line = await dial(stub, who)
  line.say({ type: 'hello', v: 1, ...held })
  return { line, welcome: await line.next('welcome') }
}
