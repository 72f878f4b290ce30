/** Milliseconds: the first retry after Postgres failed, doubled up to the cap, with jitter. */
export const OUTBOX_RETRY_BASE_MS = 500
export const OUTBOX_RETRY_CAP_MS = 30_000

/**
 * @param failures in a row, from 1
 * @param random in [0, 1)
 * @returns milliseconds until the next attempt: half certain, half jitter, so never at once
 */
export function retryDelay(failures: number, random: number): number {
  const bound = Math.min(
    OUTBOX_RETRY_CAP_MS,
    OUTBOX_RETRY_BASE_MS * 2 ** Math.min(failures - 1, 20),
  )
  return Math.round(bound / 2 + (random * bound) / 2)
}

/**
 * Whether trying the same rows again could ever help. Data exceptions (22) and constraint
 * violations (23) are the rows' own and stay; everything else may pass: a lost answer, an error
 * without a code, and missing tables or privileges (42), which are the deployment's, as our statements
 * are always the same (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 * @param sqlstate five characters, or undefined when the failure carried none
 */
export function isPermanent(sqlstate: string | undefined): boolean {
  return sqlstate !== undefined && /^(22|23)/.test(sqlstate)
}
