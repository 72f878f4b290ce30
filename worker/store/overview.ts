import { sql } from 'drizzle-orm'
import * as z from 'zod'
import type { Overview } from '../../protocol/rest.ts'
import { type Database, run } from './client.ts'
import { summingUses } from './command-uses.ts'
import { accounts, messages, reports, rooms, sessions } from './schema.ts'

/** Messages from which on Postgres' own estimate has to do: counting them all would take seconds. */
const COUNTED_MAX = 100_000
/** Days whose commands are summed up. */
const COMMAND_DAYS = 30
/** Tables that are told of: the largest. */
const TABLES = 12

const figuresSchema = z.object({
  accounts: z.coerce.number(),
  activeDay: z.coerce.number(),
  activeMonth: z.coerce.number(),
  rooms: z.coerce.number(),
  conversations: z.coerce.number(),
  messages: z.coerce.number(),
  reportsOpen: z.coerce.number(),
  databaseBytes: z.coerce.number(),
})
const tableSchema = z.object({
  name: z.string(),
  bytes: z.coerce.number(),
  rows: z.coerce.number(),
})

/**
 * How much there is of everything.
 * @param now milliseconds since 1970
 * @throws Unavailable
 */
export async function overviewOf(db: Database, now: number): Promise<Omit<Overview, 'limits'>> {
  const [figures, tables, commands] = await run(
    db.batch([counting(db, now), weighing(db), summingUses(db, now, COMMAND_DAYS)]),
  )
  const { databaseBytes, ...counted } = figuresSchema.parse(figures.rows[0])
  return {
    ...counted,
    storage: { databaseBytes, tables: z.array(tableSchema).parse(tables.rows) },
    commands,
  }
}

function counting(db: Database, now: number) {
  const active = (days: number) => {
    const since = new Date(now - days * 24 * 3_600_000).toISOString()
    return sql`(select count(distinct account_id) from ${sessions} where last_seen_at > ${since}::timestamptz)`
  }
  const standing = sql`head_seq > 0 and deleted_at is null`
  return db.execute(sql`
    select (select count(*) from ${accounts} where deleted_at is null) as "accounts",
      ${active(1)} as "activeDay", ${active(30)} as "activeMonth",
      (select count(*) from ${rooms} where kind = 'room' and ${standing}) as "rooms",
      (select count(*) from ${rooms} where kind <> 'room' and ${standing}) as "conversations",
      (select case when reltuples > ${COUNTED_MAX}::int then reltuples::bigint
        else (select count(*) from ${messages}) end
        from pg_class where oid = 'messages'::regclass) as "messages",
      (select count(*) from ${reports} where state = 'open') as "reportsOpen",
      pg_database_size(current_database()) as "databaseBytes"`)
}

/** As Postgres itself reckons, which is not to the row. */
function weighing(db: Database) {
  return db.execute(sql`
    select relname as name, pg_total_relation_size(pg_class.oid) as bytes,
      greatest(reltuples::bigint, pg_stat_get_live_tuples(pg_class.oid), 0) as rows
    from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace
    order by bytes desc, name limit ${TABLES}::int`)
}
