import type { Context } from 'hono'
import { v7 } from 'uuid'
import type { Report } from '../../protocol/rest.ts'
import { visitOf } from '../auth/visit.ts'
import { granted, Refusal } from '../errors.ts'
import type { SignedInRequest } from '../middleware/session.ts'
import { findById } from '../store/accounts.ts'
import { reportOf } from '../store/report-queue.ts'
import { findReport, insertReport, type Resolution, reopen, resolve } from '../store/reports.ts'
import { operate } from './operate.ts'

/**
 * Reports a message, with its words as they are now.
 * @throws Refusal when it may not be, Unavailable
 */
export async function report(
  c: Context<SignedInRequest>,
  roomId: string,
  { seq, reason }: { seq: number; reason: string },
): Promise<Report> {
  const { db, now } = c.env
  const me = c.var.identity.id
  const said = await operate(c, roomId, 'message', { seq })
  if (said.by === me) throw new Refusal('self_target')
  const id = v7()
  const row = { id, roomId, seq, authorId: said.by, body: said.body, saidAt: new Date(said.at) }
  const made = { reporterId: me, reason, createdAt: new Date(now()) }
  const entry = { action: 'report.made', roomId, actorId: me, detail: { seq } } as const
  granted(await insertReport(db, { ...row, ...made }, { ...entry, ip: visitOf(c).ip }))
  return await shown(c, id)
}

/**
 * Says what came of a report. In a room those do who look after it, and it is told there; conversations are
 * nobody's to look after, so what is reported in them is for the admins of the deployment.
 * @throws Refusal when it may not be, or somebody has before; Unavailable
 */
export async function resolveReport(
  c: Context<SignedInRequest>,
  roomId: string,
  id: string,
  { state, note }: Pick<Resolution, 'state' | 'note'>,
): Promise<Report> {
  const { db, now } = c.env
  const by = c.var.identity.id
  const known = await findReport(db, roomId, id)
  const isConversation = known !== undefined && known.kind !== 'room'
  if (isConversation) await requireAdmin(c)
  else await operate(c, roomId, 'permits', { permission: 'room.reports' })
  if (known === undefined) throw new Refusal('not_found')
  const resolution = { state, note, by, at: new Date(now()) }
  // Without the note, which is for those who look after the room: its log everybody in it has.
  const detail = { report: id, seq: known.seq, state }
  const entry = { action: 'report.resolved', roomId, actorId: by, detail } as const
  const recorded = isConversation ? { ...entry, ip: visitOf(c).ip } : undefined
  if (!(await resolve(db, id, resolution, recorded))) throw new Refusal('already_resolved')
  if (!isConversation) await tell(c, roomId, id, resolution, detail)
  return await shown(c, id)
}

/** The room leaves word in its log, and so in the audit. Without that nothing was seen to. */
async function tell(
  c: Context<SignedInRequest>,
  roomId: string,
  id: string,
  resolution: Resolution,
  detail: Record<string, string | number>,
): Promise<void> {
  const told = { permission: 'room.reports', action: 'report.resolved', detail } as const
  try {
    await operate(c, roomId, 'note', told)
  } catch (error) {
    await reopen(c.env.db, id, resolution)
    throw error
  }
}

/** To everybody else there is nothing. */
async function requireAdmin(c: Context<SignedInRequest>): Promise<void> {
  const account = await findById(c.env.db, c.var.identity.id)
  if (account?.role !== 'admin') throw new Refusal('not_found')
}

async function shown(c: Context<SignedInRequest>, id: string): Promise<Report> {
  const found = await reportOf(c.env.db, id)
  if (found === undefined) throw new Refusal('not_found')
  return found
}
