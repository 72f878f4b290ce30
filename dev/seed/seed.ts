import { memberSchema } from '../../protocol/events.ts'
import { HISTORY_PAGE_MAX } from '../../protocol/limits.ts'
import {
  historySchema,
  roomAnswerSchema,
  roomListSchema,
  sessionSchema,
} from '../../protocol/rest.ts'
import { CAST, CONVERSATIONS, PASSWORD, SCENES, type Scene, type Talk } from './cast.ts'
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
  const cast = ({ people: who }: Talk) =>
    who.map((username): [string, Person] => [username, known(people, username)])
  for (const scene of SCENES) await play(scene, cast(scene), openRoom(scene, cast(scene)))
  for (const talk of CONVERSATIONS) await play(talk, cast(talk), openConversation(cast(talk)))
  const names = await Promise.all([...people.values()].map(introduce))
  return `Sign in as ${names.join(', ')}; everybody’s password is “${PASSWORD}”.`
}

async function introduce(person: Person): Promise<string> {
  const { username, role } = (await person.get('/api/auth/me', sessionSchema)).account
  return role === 'admin' ? `${username} (an admin)` : username
}

async function play(talk: Talk, people: [string, Person][], opened: Promise<string>) {
  const [[, host] = missing('nobody')] = people
  const roomId = await opened
  const unsaid = talk.lines.slice(await spoken(talk, host, roomId))
  if (unsaid.length === 0) return
  const voices = new Map(people.map(([username, person]) => [username, new Voice(person, roomId)]))
  try {
    for (const [username, body] of unsaid) await known(voices, username).say(body)
  } finally {
    for (const voice of voices.values()) voice.leave()
  }
}

/** The scene's room, with everybody in it. @returns its id */
async function openRoom(scene: Scene, people: [string, Person][]): Promise<string> {
  const { name, topic, description, moderators = [] } = scene
  const [[, host] = missing('nobody'), ...guests] = people
  const { joined } = await host.get('/api/rooms', roomListSchema)
  const wanted = { name, topic, description, visibility: 'public' }
  const id =
    joined.find(room => room.name === name)?.id ??
    (await host.post('/api/rooms', roomAnswerSchema, wanted)).room.id
  for (const [username, guest] of guests) {
    const { me } = await guest.post(`/api/rooms/${id}/join`, roomAnswerSchema)
    if (moderators.includes(username) && me.role === 'member')
      await host.patch(`/api/rooms/${id}/members/${me.id}`, memberSchema, { role: 'moderator' })
  }
  return id
}

/** The conversation of these people: the one there is, or a new one. @returns its id */
async function openConversation(people: [string, Person][]): Promise<string> {
  const [[, host] = missing('nobody'), ...others] = people
  const usernames = others.map(([username]) => username)
  return (await host.post('/api/conversations', roomAnswerSchema, { usernames })).room.id
}

/** How many of the lines have been said: the room opens with them. */
async function spoken({ lines }: Talk, host: Person, roomId: string): Promise<number> {
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
