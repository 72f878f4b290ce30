import type * as z from 'zod'
import { PROBLEMS, type ProblemCode } from '../../protocol/codes.ts'
import { problemSchema, type Scope } from '../../protocol/rest.ts'
import { signedInWith } from '../middleware/session.ts'

/** The body of an answer that goes well. */
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

/** The body of a request. */
export function jsonBody<T extends z.ZodType>(schema: T) {
  return { required: true, content: { 'application/json': { schema } } }
}

/** What a request body alone can get wrong. */
export const BODY_PROBLEMS = [
  'bad_json',
  'validation_failed',
  'payload_too_large',
  'unsupported_media_type',
] as const

/** For a route that programs may use too, if their token has this scope. */
export function openTo(scope: Scope) {
  return {
    security: securityWith(scope),
    middleware: signedInWith(scope),
  }
}

/** Cookie or session token, as everywhere, or the token of a program. */
export function securityWith(scope: Scope): Record<string, string[]>[] {
  return [{ cookie: [] }, { bearer: [] }, { token: [scope] }]
}

/** What every change refuses that is made by somebody signed in. */
export const CHANGE_PROBLEMS = ['foreign_origin', 'csrf_failed', 'unauthenticated'] as const

/** What a change refuses that only those may make who have just shown who they are. */
export const CONFIRMED_PROBLEMS = [...CHANGE_PROBLEMS, 'confirmation_needed'] as const

/**
 * Documents refusals, one answer a status. The type is empty on purpose: handlers return what goes
 * well, and refusals leave through the boundary in errors.ts.
 */
export function problems(...codes: ProblemCode[]): Record<never, never> {
  const byStatus = Map.groupBy(
    new Set<ProblemCode>([...codes, ...implied(codes), 'unavailable', 'internal']),
    code => PROBLEMS[code].status,
  )
  const answers = [...byStatus].map(([status, alike]) => [
    status,
    {
      description: alike.map(code => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ])
  return Object.fromEntries(answers)
}

/** Where people sign in, programs come with a token, which may not be good for this. */
function implied(codes: readonly ProblemCode[]): ProblemCode[] {
  return codes.includes('unauthenticated') ? ['insufficient_scope'] : []
}
