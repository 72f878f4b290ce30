import { beforeEach, describe, expect, test } from 'vitest'
import { Measure } from '../../../bench/generator/measure.ts'
import { BODY_CHARS, Script } from '../../../bench/generator/script.ts'
import { Stream } from '../../../bench/generator/stream.ts'

const script = new Script('run', 0, 1_000)
const told = (...numbers: number[]) =>
  numbers.map(n => ({ cid: script.cid(n), body: script.body(n) }))
const frame = (...numbers: number[]) => Buffer.from(JSON.stringify(told(...numbers)))

describe('what is said', () => {
  test('is known by its number, to the last letter', () => {
    for (const n of [0, 1, 35, 36, 1_000_000]) {
      expect(script.body(n)).toHaveLength(BODY_CHARS)
      expect(script.read(script.body(n))).toBe(n)
      expect(script.number(script.cid(n))).toBe(n)
    }
    expect(script.read(`${script.body(3).slice(0, -1)}!`)).toBeUndefined()
    expect(script.read(new Script('other', 0, 1).body(3))).toBeUndefined()
    expect(script.read('nothing of ours')).toBeUndefined()
  })

  test('is due at its time, whatever happens', () => {
    expect(script.dueAt(2_500)).toBe(2_500)
    expect([-1, 0, 0.9, 1, 10].map(now => script.dueBy(now))).toEqual([0, 1, 1, 2, 11])
  })
})

describe('a stream', () => {
  let measure: Measure
  let stream: Stream
  const reader = (index: number) => ({ index, position: 0 })
  beforeEach(() => {
    measure = new Measure(0, Number.POSITIVE_INFINITY)
    stream = new Stream(script, measure, n => n % 2)
  })

  test('counts a frame for each reader that got the same in the same place', () => {
    const [ada, grace] = [reader(0), reader(1)]
    stream.next(ada, frame(0, 1), told(0, 1), undefined, true)
    expect(stream.same(grace, frame(0, 1), true)).toBeDefined()
    expect(measure.verified).toBe(4)
    expect(stream.messages).toBe(2)
    expect([ada.position, grace.position]).toEqual([1, 1])
  })

  test('acknowledges what a reader sent itself, and nothing else', () => {
    stream.next(reader(0), frame(0, 1, 2), told(0, 1, 2), undefined, true)
    expect(measure.ack.count).toBe(2)
    stream.same(reader(1), frame(0, 1, 2), true)
    expect(measure.ack.count).toBe(3)
    stream.same(reader(1), frame(0, 1, 2), false)
    expect(measure.ack.count).toBe(3)
  })

  test('says what the protocol asks back, for every reader', () => {
    stream.next(reader(0), frame(0), told(0), 'delivered', true)
    expect(stream.same(reader(1), frame(0), true)?.say).toBe('delivered')
  })

  test('does not take another frame for the same', () => {
    stream.next(reader(0), frame(0), told(0), undefined, true)
    const other = reader(1)
    expect(stream.same(other, frame(1), true)).toBeUndefined()
    expect(() => stream.next(other, frame(1), told(1), undefined, true)).toThrow('another frame')
  })

  test('notices what comes twice, what was changed and what nobody sent', () => {
    const ada = reader(0)
    stream.next(ada, frame(0), told(0), undefined, true)
    expect(() => stream.next(ada, frame(0), told(0), undefined, true)).toThrow('twice')
    const changed = [{ cid: script.cid(1), body: script.body(1).replace('tide', 'tale') }]
    expect(() => stream.next(ada, frame(1), changed, undefined, true)).toThrow('not what was sent')
    expect(measure.verified).toBe(1)
  })

  test('counts a rate within the window alone, and its latencies by when they were due', () => {
    const now = performance.now()
    const window = new Measure(now - 10_000, now - 5_000)
    const late = new Stream(new Script('run', now - 7_000, 1), window, () => 0)
    late.next(reader(0), frame(0), told(0), undefined, true)
    expect(window.deliveries).toBe(0)
    expect(window.verified).toBe(1)
    expect(window.delivery.quantile(0.5)).toBeGreaterThan(6_900)
  })
})
