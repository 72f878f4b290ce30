import {
  type MembersPage,
  membersPageSchema,
  type Report,
  type ReportsPage,
  type ReportsQuery,
  reportSchema,
  reportsPageSchema,
} from '../../protocol/rest.ts'
import { withQuery } from '../state/admin/with-query.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { roomPath } from './members.ts'

// The queue of what people report.

/** A page of the reports of a room, or of all. */
export function loadReports(
  roomId: string | null,
  query: ReportsQuery,
): Promise<Answer<ReportsPage>> {
  const path = roomId === null ? '/api/admin/reports' : `${roomPath(roomId)}/reports`
  return askAsMember(reportsPageSchema, withQuery(path, { ...query }))
}

/** @returns whether this did it; `late` when somebody had seen to it already */
export async function resolveReport(
  { id, room }: Report,
  state: 'acted' | 'dismissed',
  note: string,
): Promise<Answer<'done' | 'late'>> {
  const path = `${roomPath(room.id)}/reports/${encodeURIComponent(id)}`
  const request = { method: 'PATCH', body: { state, note } } as const
  const answer = await askAsMember(reportSchema, path, request)
  if (answer.ok) return { ok: true, value: 'done' }
  return answer.refusal.code === 'already_resolved' ? { ok: true, value: 'late' } : answer
}

/** What somebody is to the room now, also when they have left it; undefined when they never were there. */
export async function loadAuthor({
  room,
  author,
}: Report): Promise<Answer<MembersPage['members'][number] | undefined>> {
  const path = withQuery(`${roomPath(room.id)}/members`, { ids: author.id })
  const answer = await askAsMember(membersPageSchema, path)
  if (!answer.ok) return answer
  return { ok: true, value: answer.value.members.find(({ id }) => id === author.id) }
}
