import { beforeEach, expect, test } from 'vitest'
import { RoomObject } from '../../../worker/room/room-object.ts'
import { roomStub } from '../support/rooms.ts'
import { type Cast, makeCast } from './cast.ts'
import { makeRooms } from './rooms.ts'
import { ASKED, OURS, PLATFORM, ROLES } from './rpcs.ts'
import { guest } from './things.ts'

/** Rooms that one cast makes: an account may make so many in an hour. */
const ROOMS_OF_A_CAST = 20

let cast: Cast
let made = 0
beforeEach(async () => {
  if (made % ROOMS_OF_A_CAST === 0) cast = await makeCast()
  made += 1
})

test('every call of a room stands in the table, and nothing else does', () => {
  const calls = Object.getOwnPropertyNames(RoomObject.prototype).filter(name => !PLATFORM.has(name))
  // The operations are one call, and rows of their own by their type.
  expect(calls.sort()).toEqual(['create', ...OURS].sort())
})

test.each(Object.entries(ASKED))('what a room answers to %s', async (_, { call, told }) => {
  const { own: roomId } = await makeRooms(cast)
  for (const role of ROLES) {
    const person = cast.people[role]
    const guestId = await guest({ cast, actor: role, person, target: 'own', roomId })
    const outcome = await call(roomStub(roomId), person, guestId)
    expect([role, outcome.ok ? 'ok' : outcome.problem]).toEqual([role, told[role]])
  }
})

test.each(Object.entries(ASKED))('where no room is, %s finds none', async (_, { call }) => {
  const stub = roomStub(crypto.randomUUID())
  const outcome = await call(stub, cast.people.owner, cast.stranger.session.account.id)
  expect(outcome).toEqual({ ok: false, problem: 'not_found' })
})
