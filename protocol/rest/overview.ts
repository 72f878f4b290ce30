import * as z from 'zod'
import { roomSchema } from '../events.ts'
import { soughtSchema } from './sought.ts'

// What deployment admins see of the whole. Times are milliseconds since 1970.

/** How much there is, and what it is bounded by. */
export const overviewSchema = z
  .object({
    accounts: z.int(),
    /** Who used a session within the last day, and within the last 30. */
    activeDay: z.int(),
    activeMonth: z.int(),
    rooms: z.int(),
    conversations: z.int(),
    messages: z.int(),
    reportsOpen: z.int(),
    /** Bytes that Postgres holds, as it says itself, and the largest of its tables. */
    storage: z.object({
      databaseBytes: z.int(),
      tables: z.array(z.object({ name: z.string(), bytes: z.int(), rows: z.int() })),
    }),
    /** How often each command was used in the last 30 days, the most used first. */
    commands: z.array(z.object({ name: z.string(), uses: z.int() })),
    /** The bounds that hold here, each with its unit in its name. */
    limits: z.record(z.string(), z.number()),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overviewSchema>

export const adminRoomsQuerySchema = z.strictObject({
  q: soughtSchema(100).default(''),
  after: z.string().max(200).optional(),
})

/** Every room that is not a conversation between people, the deleted ones too. */
export const adminRoomsSchema = z
  .object({
    rooms: z.array(roomSchema.extend({ members: z.int(), lastActivityAt: z.int() })),
    after: z.string().nullable(),
  })
  .meta({ id: 'AdminRooms' })
export type AdminRooms = z.infer<typeof adminRoomsSchema>
