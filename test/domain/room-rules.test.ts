import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BODY_MAX_CHARS } from '../../protocol/limits.ts'
import { refuseBody } from '../../worker/domain/message.ts'
import { isPermanent, OUTBOX_RETRY_CAP_MS, retryDelay } from '../../worker/domain/outbox-policy.ts'
import { resumption } from '../../worker/domain/resume.ts'
import { nameKey } from '../../worker/domain/room-name.ts'
import { spacing } from '../../worker/domain/spacing.ts'
import { type Bucket, take } from '../../worker/domain/token-bucket.ts'

describe('a token bucket', () => {
  const rate = { burst: 3, perSecond: 2 }

  it('gives its burst, then one at a time as it refills', () => {
    let bucket: Bucket | undefined
    const waits = [0, 0, 0, 0, 500, 1_000].map(now => {
      const [next, wait] = take(bucket, rate, now)
      bucket = next
      return wait
    })
    expect(waits).toEqual([0, 0, 0, 500, 0, 0])
  })

  it('never gives more than burst and refill together, even when the clock steps back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2_000, max: 2_000 }), { maxLength: 60 }), steps => {
        let [now, forward, given] = [10_000, 0, 0]
        let bucket: Bucket | undefined
        let latest = now
        for (const by of steps) {
          now += by
          // Time that is lived through twice counts twice: the bucket cannot know.
          forward += Math.max(0, by)
          latest = Math.max(latest, now)
          const [next, wait] = take(bucket, rate, now)
          bucket = next
          if (wait === 0) given += 1
        }
        expect(given).toBeLessThanOrEqual(rate.burst + (forward * rate.perSecond) / 1_000)
      }),
    )
  })
})

describe('a hello', () => {
  const log = { epoch: 'e', head: 10 }
  it.each([
    [undefined, { kind: 'fresh' }],
    [
      { epoch: 'e', lastSeq: 0 },
      { kind: 'after', seq: 0 },
    ],
    [
      { epoch: 'e', lastSeq: 10 },
      { kind: 'after', seq: 10 },
    ],
    [{ epoch: 'e', lastSeq: 11 }, { kind: 'reset' }],
    [{ epoch: 'f', lastSeq: 3 }, { kind: 'reset' }],
  ])('holding %j gets %j', (held, expected) => {
    expect(resumption(held, log)).toEqual(expected)
  })
})

describe('the space between flushes', () => {
  it('grows with the sockets that they go to', () => {
    expect(spacing(0)).toBe(2)
    expect(spacing(100)).toBe(5)
    expect(spacing(1_000)).toBe(50)
  })
})

describe('the outbox', () => {
  it.each(['22001', '22P05', '23503', '23505'])('gives up on %s', code => {
    expect(isPermanent(code)).toBe(true)
  })

  it.each([undefined, '40001', '40P01', '53300', '57P01', '08006', 'XX000'])('retries %s', code => {
    expect(isPermanent(code)).toBe(false)
  })

  it('waits longer each time, never at once and never for ever', () => {
    expect(retryDelay(1, 0)).toBeGreaterThan(0)
    expect(retryDelay(4, 0)).toBeGreaterThan(retryDelay(1, 1))
    expect(retryDelay(1_000, 0.999)).toBeLessThanOrEqual(OUTBOX_RETRY_CAP_MS)
  })
})

describe('a message body', () => {
  it.each([
    ['x', undefined],
    ['👋'.repeat(BODY_MAX_CHARS), undefined],
    ['x'.repeat(BODY_MAX_CHARS + 1), 'body_too_long'],
    ['', 'body_empty'],
    ['\u200b', 'body_empty'],
    ['\u0000', 'body_invalid'],
  ])('of case %# is judged', (body, code) => {
    expect(refuseBody(body)).toBe(code)
  })
})

describe('a room’s name', () => {
  it('is the same in other case and compatibility forms', () => {
    expect(nameKey('ＬＯＢＢＹ ﬁx')).toBe(nameKey('lobby fix'))
    expect(nameKey('Lobby')).not.toBe(nameKey('Lobbx'))
  })
})
