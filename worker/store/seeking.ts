import { type SQL, sql } from 'drizzle-orm'
import { nameKey } from '../domain/room-name.ts'
import { rooms } from './schema.ts'

/** What is to be taken as it is written in a LIKE pattern. */
export function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** Whether a room speaks of something: in its name, whatever its form and case, its topic or description. */
export function speaksOf(text: string): SQL {
  const sought = text.trim()
  if (sought === '') return sql`true`
  const name = `%${literally(nameKey(sought))}%`
  const line = `%${literally(sought.normalize('NFC'))}%`
  return sql`(${rooms.nameKey} like ${name} or ${rooms.topic} ilike ${line}
    or ${rooms.description} ilike ${line})`
}
