import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { REPORTS_PAGE } from '../../protocol/limits.ts'
import type { Report, ReportsPage, ReportsQuery } from '../../protocol/rest.ts'
import { type Place, paged } from '../domain/place.ts'
import { type Database, run } from './client.ts'
import { accounts, reports, rooms } from './schema.ts'

const [author, reporter, resolver] = [
  alias(accounts, 'author'),
  alias(accounts, 'reporter'),
  alias(accounts, 'resolver'),
]

/**
 * A page of the reports of a room, or of all: the open ones oldest first, the others by when somebody saw to
 * them, the last first.
 * @param after by that time in milliseconds since 1970, and id
 * @throws Unavailable
 */
export async function reportQueue(
  db: Database,
  roomId: string | undefined,
  state: ReportsQuery['state'],
  after: Place | undefined,
): Promise<ReportsPage> {
  const isOpen = state === 'open'
  const here = roomId === undefined ? undefined : eq(reports.roomId, roomId)
  const inState = isOpen ? sql`${reports.state} = 'open'` : sql`${reports.state} <> 'open'`
  const order = isOpen
    ? [asc(reports.createdAt), asc(reports.id)]
    : [desc(reports.resolvedAt), desc(reports.id)]
  const asked = select(db, and(here, inState, behind(isOpen, after)))
  const rows = await run(asked.orderBy(...order).limit(REPORTS_PAGE + 1))
  const { page, after: next } = paged(rows, REPORTS_PAGE, ({ report }) => ({
    rank: (isOpen ? report.createdAt : (report.resolvedAt ?? report.createdAt)).getTime(),
    id: report.id,
  }))
  return { reports: page.map(toReport), after: next }
}

/** One report, as it stands in the queue. @throws Unavailable */
export async function reportOf(db: Database, id: string): Promise<Report | undefined> {
  const [row] = await run(select(db, eq(reports.id, id)))
  return row && toReport(row)
}

function behind(isOpen: boolean, after: Place | undefined): SQL | undefined {
  if (after === undefined) return undefined
  const place = sql`(${new Date(after.rank).toISOString()}, ${after.id})`
  return isOpen
    ? sql`(${reports.createdAt}, ${reports.id}) > ${place}`
    : sql`(${reports.resolvedAt}, ${reports.id}) < ${place}`
}

function select(db: Database, where: SQL | undefined) {
  return db
    .select({
      report: reports,
      room: { id: rooms.id, name: rooms.name },
      author: { id: author.id, username: author.username, displayName: author.displayName },
      reporter: { id: reporter.id, username: reporter.username, displayName: reporter.displayName },
      resolver: { id: resolver.id, username: resolver.username, displayName: resolver.displayName },
    })
    .from(reports)
    .innerJoin(rooms, eq(rooms.id, reports.roomId))
    .innerJoin(author, eq(author.id, reports.authorId))
    .innerJoin(reporter, eq(reporter.id, reports.reporterId))
    .leftJoin(resolver, eq(resolver.id, reports.resolvedBy))
    .where(where)
}

type Row = Awaited<ReturnType<typeof select>>[number]

function toReport({ report, room, author, reporter, resolver }: Row): Report {
  const { id, seq, body, reason, state, note } = report
  return {
    ...{ id, room, seq, author, body, reporter, reason, state, note },
    saidAt: report.saidAt.getTime(),
    createdAt: report.createdAt.getTime(),
    resolvedBy: resolver,
    resolvedAt: report.resolvedAt?.getTime() ?? null,
  }
}
