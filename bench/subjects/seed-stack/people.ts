import pg from 'pg'
import { hashPassword } from './password.ts'
import type { User } from './session.ts'

/** What everybody here signs in with. */
export const PASSWORD = 'correct horse battery staple'

export interface Member extends User {
  roomId: string
}

/** Rooms and their people straight into the database, which has its tables already. */
export async function invite(url: string, rooms: number, perRoom: number): Promise<Member[]> {
  const roomIds = Array.from({ length: rooms }, () => crypto.randomUUID())
  const members = roomIds.flatMap(roomId => Array.from({ length: perRoom }, () => person(roomId)))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await insert(client, roomIds, members)
  } finally {
    await client.end()
  }
  return members
}

function person(roomId: string): Member {
  const id = crypto.randomUUID()
  return { id, name: `person-${id}`, roomId }
}

async function insert(client: pg.Client, roomIds: string[], members: Member[]): Promise<void> {
  const userIds = members.map(member => member.id)
  const names = members.map(member => member.name)
  await client.query('BEGIN')
  await client.query(
    `INSERT INTO rooms (id, name) SELECT id, 'room-' || id FROM unnest($1::uuid[]) AS id`,
    [roomIds],
  )
  // One hash for all: a sign-in costs the same, and a thousand people are there at once.
  await client.query(
    `INSERT INTO users (id, username, password_hash)
     SELECT id, username, $3 FROM unnest($1::uuid[], $2::text[]) AS person (id, username)`,
    [userIds, names, await hashPassword(PASSWORD)],
  )
  await client.query(
    `INSERT INTO members (room_id, user_id) SELECT * FROM unnest($1::uuid[], $2::uuid[])`,
    [members.map(member => member.roomId), userIds],
  )
  await client.query('COMMIT')
  // As the database would do by itself after a while.
  await client.query('ANALYZE rooms, users, members')
}
