/**
 * How old an account is, in milliseconds: its id is a UUIDv7, which begins with its moment (RFC 9562 §5.7).
 * One with another id is older than any rule.
 */
export function accountAge(id: string, now: number): number {
  if (id[14] !== '7') return Number.POSITIVE_INFINITY
  const moment = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
  return Math.max(0, now - moment)
}
