import type { Hook } from '@hono/zod-openapi'
import type * as z from 'zod'
import { Refusal } from '../errors.ts'
import type { Served } from '../parts.ts'

/** Refuses what a schema refuses, naming the fields. An address that cannot be is just empty. */
export const refuseInvalid: Hook<unknown, Served, string, undefined> = result => {
  if (result.success) return
  if (result.target === 'param') throw new Refusal('not_found')
  throw new Refusal('validation_failed', { errors: fields(result.error).slice(0, FIELDS_MAX) })
}

/** Fields named in one answer; a body can hold thousands. */
const FIELDS_MAX = 20

function fields(error: z.ZodError): { field: string; message: string }[] {
  return error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => ({ field: key.slice(0, 64), message: 'unknown field' }))
      : [{ field: issue.path.join('.'), message: issue.message }],
  )
}
