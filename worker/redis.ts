import { Redis } from '@upstash/redis/cloudflare'
import { Unavailable } from './unavailable.ts'

/** Milliseconds a call may take when there is another way to the answer. */
export const HURRIED_MS = 400

/** Milliseconds a call may take when a refusal is the only other answer. */
export const PATIENT_MS = 4_000

/**
 * A client that ends each call after `timeout` milliseconds and dials a second time when the first
 * found nobody. As shipped it would try for over four seconds.
 */
export function openRedis(
  at: { UPSTASH_REDIS_REST_URL: string; UPSTASH_REDIS_REST_TOKEN: string },
  timeout: number,
): Redis {
  return new Redis({
    url: at.UPSTASH_REDIS_REST_URL,
    token: at.UPSTASH_REDIS_REST_TOKEN,
    retry: { retries: 1, backoff: () => 50 },
    signal: () => AbortSignal.timeout(timeout),
    enableTelemetry: false,
  })
}

/**
 * Awaits one call.
 * @throws Unavailable whatever went wrong: no use of Redis here has an error worth telling apart.
 */
export async function reach<T>(call: PromiseLike<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw new Unavailable('redis', brief(error))
  }
}

// The client appends the whole command, values included, to the message of an error.
function brief(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return `${error.name}: ${error.message.split(', command was')[0]?.slice(0, 200)}`
}
