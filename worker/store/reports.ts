import { and, eq, sql } from 'drizzle-orm'
import { REPORTS_OPEN_MAX } from '../../protocol/limits.ts'
import { done, type Outcome, refused } from '../domain/outcome.ts'
import { type Entry, recordingChange } from './audit.ts'
import { type Database, run } from './client.ts'
import { accounts, reports, rooms } from './schema.ts'

// What people say of messages, and what comes of it. Everything throws Unavailable.

type ReportRow = typeof reports.$inferSelect
export type NewReport = Omit<ReportRow, 'state' | 'resolvedBy' | 'resolvedAt' | 'note'>

/** Writes a report and its audit entry. @returns a refusal when there is one already, or too many are open */
export async function insertReport(
  db: Database,
  report: NewReport,
  entry: Entry,
): Promise<Outcome<null>> {
  const { id, roomId, seq, authorId, body, reporterId, reason } = report
  const [saidAt, createdAt] = [report.saidAt.toISOString(), report.createdAt.toISOString()]
  const open = sql`select count(*) from ${reports}
    where room_id = ${roomId} and reporter_id = ${reporterId} and state = 'open'`
  // The entry's target is whose message it is.
  const reporting = sql`
    insert into ${reports} (id, room_id, seq, author_id, body, said_at, reporter_id, reason, created_at)
    select ${id}::uuid, ${roomId}::uuid, ${seq}::bigint, ${authorId}::uuid, ${body},
      ${saidAt}::timestamptz, ${reporterId}::uuid, ${reason}, ${createdAt}::timestamptz
    where (${open}) < ${REPORTS_OPEN_MAX}::int
    on conflict do nothing
    returning author_id as id`
  const own = and(
    eq(reports.roomId, roomId),
    eq(reports.seq, seq),
    eq(reports.reporterId, reporterId),
  )
  const [, { rows }, [known]] = await run(
    db.batch([
      // Several at once: each sees what those before it have written. What they say meanwhile need not wait.
      db
        .select({ id: accounts.id })
        .from(accounts)
        .where(eq(accounts.id, reporterId))
        .for('no key update'),
      recordingChange(db, reporting, entry),
      db.select({ id: reports.id }).from(reports).where(own),
    ]),
  )
  if (rows.length > 0) return done(null)
  return refused(known === undefined ? 'too_many' : 'already_reported')
}

/** What a report is about, and whether somebody has seen to it. */
export async function findReport(db: Database, roomId: string, id: string) {
  const { seq, authorId, state } = reports
  const [row] = await run(
    db
      .select({ seq, authorId, state, kind: rooms.kind })
      .from(reports)
      .innerJoin(rooms, eq(rooms.id, reports.roomId))
      .where(and(eq(reports.id, id), eq(reports.roomId, roomId))),
  )
  return row
}

export interface Resolution {
  state: 'acted' | 'dismissed'
  note: string
  by: string
  at: Date
}

/**
 * Says what came of a report.
 * @param entry recorded with it, unless the room leaves word itself
 * @returns whether nobody had before
 */
export async function resolve(
  db: Database,
  id: string,
  { state, note, by, at }: Resolution,
  entry?: Entry,
): Promise<boolean> {
  const resolving = db
    .update(reports)
    .set({ state, note, resolvedBy: by, resolvedAt: at })
    .where(and(eq(reports.id, id), eq(reports.state, 'open')))
    .returning({ id: reports.id })
  if (entry === undefined) return (await run(resolving)).length > 0
  const { rows } = await run(recordingChange(db, resolving.getSQL(), entry))
  return rows.length > 0
}

/** Takes back what was said of a report, should the room not hear of it. */
export async function reopen(db: Database, id: string, { at }: Resolution): Promise<void> {
  await run(
    db
      .update(reports)
      .set({ state: 'open', note: '', resolvedBy: null, resolvedAt: null })
      .where(and(eq(reports.id, id), eq(reports.resolvedAt, at))),
  )
}
