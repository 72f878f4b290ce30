import type { IncomingHttpHeaders } from 'node:http'
import * as z from 'zod'

// What Neon's driver posts to /sql.

const querySchema = z.object({ query: z.string(), params: z.array(z.unknown()).default([]) })
export type Query = z.infer<typeof querySchema>

const bodySchema = z.union([z.object({ queries: z.array(querySchema) }), querySchema])
export type Body = z.infer<typeof bodySchema>

export function parseBody(json: unknown): Body | undefined {
  return bodySchema.safeParse(json).data
}

const ISOLATION_LEVELS = new Map([
  ['ReadUncommitted', 'READ UNCOMMITTED'],
  ['ReadCommitted', 'READ COMMITTED'],
  ['RepeatableRead', 'REPEATABLE READ'],
  ['Serializable', 'SERIALIZABLE'],
])

/** The statement that opens a batch's transaction as its headers ask for. */
export function beginStatement(headers: IncomingHttpHeaders): string {
  const words = ['BEGIN']
  const level = ISOLATION_LEVELS.get(String(headers['neon-batch-isolation-level']))
  if (level !== undefined) words.push('ISOLATION LEVEL', level)
  const readOnly = headers['neon-batch-read-only']
  if (readOnly !== undefined) words.push(readOnly === 'true' ? 'READ ONLY' : 'READ WRITE')
  const deferrable = headers['neon-batch-deferrable']
  if (deferrable !== undefined) words.push(deferrable === 'true' ? 'DEFERRABLE' : 'NOT DEFERRABLE')
  return words.join(' ')
}
