/** Milliseconds: the first retry waits up to BASE, each further one up to twice as long, to CAP. */
export const BACKOFF_BASE_MS = 500
export const BACKOFF_CAP_MS = 30_000
/** Milliseconds over which the clients of a server that restarts spread their return. */
export const RESTART_SPREAD_MS = 10_000

/**
 * Full jitter: anything from 0 to the bound, so that clients cut off together do not return
 * together (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/).
 * @param attempt failed attempts so far, from 0
 * @param random a number in [0, 1)
 * @returns milliseconds to wait
 */
export function backoff(attempt: number, random: number): number {
  return Math.floor(random * Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(attempt, 30)))
}
