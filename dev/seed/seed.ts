import { HISTORY_PAGE_MAX } from '../../protocol/limits.ts'
import {
  historySchema,
  roomAnswerSchema,
  roomListSchema,
  sessionSchema,
} from '../../protocol/rest.ts'
import { CAST, PASSWORD, SCENES, type Scene } from './cast.ts'
import { Person } from './person.ts'
import { Voice } from './voice.ts'

/**
 * Fills in the cast and what they say, through the API and the sockets of the running stack. What
 * is there already stays as it is: a second time, or one after an interruption, adds what is missing.
 * @returns a sentence on how to sign in.
 */
export async function seed(origin: string): Promise<string> {
  const people = new Map<string, Person>()
  // One after the other: who registers first is an admin.
  for (const { username, displayName } of CAST)
    people.set(username, await Person.arrive(origin, username, displayName))
  for (const scene of SCENES)
    await play(
      scene,
      scene.people.map(username => [username, known(people, username)]),
    )
  const names = await Promise.all([...people.values()].map(introduce))
  return `Sign in as ${names.join(', ')}; everybody’s password is “${PASSWORD}”.`
}

async function introduce(person: Person): Promise<string> {
  const { username, role } = (await person.get('/api/auth/me', sessionSchema)).account
  return role === 'admin' ? `${username} (an admin)` : username
}

async function play(scene: Scene, people: [string, Person][]): Promise<void> {
  const [[, host] = missing('nobody'), ...guests] = people
  const roomId = await openRoom(scene, host)
  for (const [, guest] of guests) await guest.post(`/api/rooms/${roomId}/join`, roomAnswerSchema)
  const unsaid = scene.lines.slice(await spoken(scene, host, roomId))
  if (unsaid.length === 0) return
  const voices = new Map(people.map(([username, person]) => [username, new Voice(person, roomId)]))
  try {
    for (const [username, body] of unsaid) await known(voices, username).say(body)
  } finally {
    for (const voice of voices.values()) voice.leave()
  }
}

async function openRoom({ name, topic, description }: Scene, host: Person): Promise<string> {
  const { joined } = await host.get('/api/rooms', roomListSchema)
  const own = joined.find(room => room.name === name)
  if (own !== undefined) return own.id
  const wanted = { name, topic, description, visibility: 'public' }
  return (await host.post('/api/rooms', roomAnswerSchema, wanted)).room.id
}

/** How many of the lines have been said: the room opens with them. */
async function spoken({ lines }: Scene, host: Person, roomId: string): Promise<number> {
  const first = `/api/rooms/${roomId}/messages?after=0&limit=${HISTORY_PAGE_MAX}`
  const bodies = (await host.get(first, historySchema)).messages.map(message => message.body)
  const next = lines.findIndex(([, body]) => !bodies.includes(body))
  return next === -1 ? lines.length : next
}

function known<T>(cast: ReadonlyMap<string, T>, username: string): T {
  return cast.get(username) ?? missing(username)
}

function missing(username: string): never {
  throw new Error(`${username} is not in the cast of the seed`)
}
