import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { PROBLEMS, type ProblemCode } from '../protocol/codes.ts'
import type { Problem } from '../protocol/rest.ts'
import type { Outcome } from './domain/outcome.ts'
import { log } from './log.ts'
import type { Served } from './parts.ts'
import { Unavailable } from './unavailable.ts'

// The one place where what went wrong becomes what a client is told.

export interface RefusalDetails {
  /** The fields of a failed validation. */
  errors?: { field: string; message: string }[]
  /** Seconds. */
  retryAfter?: number
  /** Headers the status asks for (RFC 9110 §15). */
  headers?: Record<string, string>
}

/** A refusal on its way to the boundary: thrown by routes and middleware, never below them. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ProblemCode
  readonly details: RefusalDetails

  constructor(code: ProblemCode, details: RefusalDetails = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** The value of an outcome. @throws Refusal with its problem. */
export function granted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  const { problem, waitMs } = outcome
  throw new Refusal(
    problem,
    waitMs === undefined ? {} : { retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)) },
  )
}

/** Answers whatever a handler threw. */
export function answerError(error: Error, c: Context<Served>): Response {
  const requestId = c.var.requestId
  if (error instanceof Unavailable) {
    log('warn', 'unavailable', { requestId, part: error.part, reason: error.message })
  } else if (!(error instanceof Refusal || error instanceof HTTPException)) {
    log('error', 'failed', { requestId, error })
  }
  const refusal = asRefusal(error)
  return problemResponse(refusal.code, refusal.details, requestId)
}

function asRefusal(error: Error): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Unavailable) return new Refusal('unavailable')
  if (error instanceof HTTPException) return new Refusal(FROM_STATUS[error.status] ?? 'internal')
  return new Refusal('internal')
}
// What Hono's own validators throw before ours are asked.
const FROM_STATUS: Record<number, ProblemCode> = {
  400: 'bad_json',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
}

/** A problem document (RFC 9457). */
export function problemResponse(
  code: ProblemCode,
  { errors, retryAfter, headers = {} }: RefusalDetails = {},
  requestId?: string,
): Response {
  const problem: Problem = {
    type: `urn:alcove:problem:${code}`,
    ...PROBLEMS[code],
    code,
    ...(requestId !== undefined && { requestId }),
    ...(retryAfter !== undefined && { retryAfter }),
    ...(errors !== undefined && { errors }),
  }
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer realm="alcove"' }),
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      ...headers,
    },
  })
}
