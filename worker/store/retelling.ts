import { sql } from 'drizzle-orm'
import { events } from './schema.ts'

/** Events that tell anew what messages say; the words are those of the index that finds them. */
export const RETELLS = sql`${events.event} ->> 'type' in ('message.restored', 'message.edited')`
