import type * as z from 'zod'
import type { ProblemCode } from '../../protocol/codes.ts'
import { problemSchema } from '../../protocol/rest.ts'
import { problemText } from '../state/problem.ts'
import { csrfValue, refreshAccess } from './access.ts'

/** Milliseconds after which a request that got no answer counts as refused. */
const REQUEST_TIMEOUT_MS = 15_000
/** The same for a file, which may be long in coming. */
const FILE_TIMEOUT_MS = 10 * 60_000

/** Why there is no answer. `unreachable`: the server was not reached, or what came is not ours. */
export interface Refusal {
  code: ProblemCode | 'unreachable'
  message: string
  /** What is wrong with which field, when the server named any. */
  fields: Readonly<Record<string, string>>
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
}

/**
 * Asks the server, and takes as an answer only what the schema describes. An access token that has run
 * out is refreshed on the way. Never throws.
 */
export function ask<T>(
  schema: z.ZodType<T>,
  path: string,
  request: Request = {},
): Promise<Answer<T>> {
  return withAccess(() => askOnce(schema, path, request))
}

/** The same for an answer that is a file. */
export function askFile(path: string): Promise<Answer<Blob>> {
  return withAccess(() => fileOnce(path))
}

async function withAccess<T>(attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await attempt()
  if (answer.ok || answer.refusal.code !== 'unauthenticated') return answer
  const refreshed = await refreshAccess()
  if (refreshed === 'fresh') return await attempt()
  return refreshed === 'ended' ? answer : { ok: false, refusal: UNREACHABLE }
}

async function askOnce<T>(
  schema: z.ZodType<T>,
  path: string,
  { method = 'GET', body }: Request,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      headers: {
        ...(method !== 'GET' && { 'x-csrf-token': csrfValue() }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const answer: unknown = response.status === 204 ? undefined : await response.json()
    if (!response.ok) return { ok: false, refusal: refusalOf(answer) }
    const value = schema.safeParse(answer)
    return value.success ? { ok: true, value: value.data } : { ok: false, refusal: UNREACHABLE }
  } catch {
    return { ok: false, refusal: UNREACHABLE }
  }
}

async function fileOnce(path: string): Promise<Answer<Blob>> {
  try {
    const signal = AbortSignal.timeout(FILE_TIMEOUT_MS)
    const response = await fetch(path, { credentials: 'same-origin', signal })
    if (!response.ok) return { ok: false, refusal: refusalOf(await response.json()) }
    return { ok: true, value: await response.blob() }
  } catch {
    return { ok: false, refusal: UNREACHABLE }
  }
}

const UNREACHABLE: Refusal = {
  code: 'unreachable',
  message: 'The server does not answer. Check your connection and try again.',
  fields: {},
}

function refusalOf(answer: unknown): Refusal {
  const parsed = problemSchema.safeParse(answer)
  if (!parsed.success) return UNREACHABLE
  const { code, errors = [] } = parsed.data
  return {
    code,
    message: problemText(parsed.data),
    fields: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
  }
}
