import { timestamp } from 'drizzle-orm/pg-core'

/** A moment, to the millisecond. */
export function moment(column: string) {
  return timestamp(column, { withTimezone: true, precision: 3 })
}
