import { type Part, Unavailable } from '../unavailable.ts'

/**
 * Waits so long and no longer: a call to an object has no time limit of its own.
 * @throws Unavailable when it takes longer; it may be done all the same
 */
export async function within<T>(part: Part, ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Unavailable(part, 'too late')), ms)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
