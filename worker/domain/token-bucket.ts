/** A bucket holds up to `burst` tokens and gains `perSecond` of them. */
export interface Rate {
  burst: number
  perSecond: number
}

/** Tokens left at a moment (milliseconds since 1970). No bucket is a full bucket. */
export interface Bucket {
  tokens: number
  at: number
}

/**
 * Takes one token, or so many.
 * @returns the bucket afterwards, and the milliseconds to wait when it held less (0: taken)
 */
export function take(
  bucket: Bucket | undefined,
  rate: Rate,
  now: number,
  tokens = 1,
): [Bucket, number] {
  // A clock that steps back gains nothing and loses nothing.
  const elapsed = bucket === undefined ? 0 : Math.max(0, now - bucket.at)
  const held =
    bucket === undefined
      ? rate.burst
      : Math.min(rate.burst, bucket.tokens + (elapsed * rate.perSecond) / 1_000)
  if (held >= tokens) return [{ tokens: held - tokens, at: now }, 0]
  return [{ tokens: held, at: now }, Math.ceil(((tokens - held) * 1_000) / rate.perSecond)]
}

/** Milliseconds after which an untouched bucket is full again, and may be forgotten. */
export function refillTime(rate: Rate): number {
  return (rate.burst / rate.perSecond) * 1_000
}
