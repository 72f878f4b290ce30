import { SUBJECTS } from '../subjects/subject.ts'
import { SHORT_NAMES } from './names.ts'
import { readable } from './number.ts'
import type { Result } from './result.ts'
import { runsOf } from './runs.ts'
import { sheet, TOP, WIDTH } from './sheet.ts'
import { element, label, stroke } from './svg.ts'

const GROUPS = [
  { scenario: 'fan-out-1-light', heading: '1 socket' },
  { scenario: 'fan-out-100-light', heading: '100 sockets' },
  { scenario: 'fan-out-1000-light', heading: '1,000 sockets' },
]

interface Pair {
  result: Result
  p50: number
  p99: number
}

interface Group {
  heading: string
  pairs: Pair[]
}

const HEADING = 30
const ROW = 28
const GAP = 16
const AXIS = 24
const RADIUS = 6
/** Where the dots are, and where the figures end. */
const FROM = 168
const TO = 446
const P50 = 522
const P99 = WIDTH

/** Dots of how long a message takes when there is little to do. @returns undefined for no results */
export function latencyChart(results: readonly Result[]): string | undefined {
  const groups = GROUPS.map(({ scenario, heading }) => ({
    heading,
    pairs: pairsOf(scenario, results),
  })).filter(({ pairs }) => pairs.length > 0)
  const pairs = groups.flatMap(group => group.pairs)
  if (pairs.length === 0) return undefined
  const ticks = decades(pairs.flatMap(({ p50, p99 }) => [p50, p99]))
  const scale = logarithm(ticks)
  const markup: string[] = []
  let y = TOP + 6
  for (const group of groups) {
    markup.push(drawGroup(group, y, scale))
    y += HEADING + group.pairs.length * ROW + GAP
  }
  const bottom = y - GAP
  return sheet({
    title: 'Delivery at light load',
    subtitle: `From send to receipt, on a log scale. Less is better; medians of ${runsOf(pairs.map(({ result }) => result))} runs.`,
    description: groups.map(describe).join(' '),
    height: bottom + AXIS,
    markup: [grid(ticks, scale, bottom), legend(), ...markup],
  })
}

function pairsOf(scenario: string, results: readonly Result[]): Pair[] {
  return SUBJECTS.flatMap(subject => {
    const result = results.find(one => one.scenario === scenario && one.subject === subject)
    const p50 = result?.figures.deliveryP50Ms?.median
    const p99 = result?.figures.deliveryP99Ms?.median
    return result === undefined || p50 === undefined || p99 === undefined
      ? []
      : { result, p50, p99 }
  })
}

/** The powers of ten that hold all the values, at least two. */
function decades(values: readonly number[]): number[] {
  const exponents = values.map(value => Math.log10(Math.max(value, LEAST_MS)))
  const first = Math.floor(Math.min(...exponents))
  const last = Math.max(first + 1, Math.ceil(Math.max(...exponents)))
  return Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index))
}
/** Clocks tell no less, and a logarithm needs a least. */
const LEAST_MS = 0.01

function logarithm(ticks: readonly number[]): (value: number) => number {
  const first = Math.log10(ticks[0] ?? 1)
  const last = Math.log10(ticks.at(-1) ?? 10)
  return value =>
    FROM + ((Math.log10(Math.max(value, LEAST_MS)) - first) / (last - first)) * (TO - FROM)
}

function grid(ticks: readonly number[], scale: (value: number) => number, bottom: number): string {
  return ticks
    .map(tick => {
      const x = scale(tick)
      const text = `${tick.toLocaleString('en-US')} ms`
      return stroke(x, TOP + 14, x, bottom, 'ground') + label(x, bottom + 19, 'middle', text)
    })
    .join('\n')
}

/** The head of the two columns of figures says what the two kinds of dot are. */
function legend(): string {
  const y = TOP + 22
  return [
    ring(P50 - 52, y - 5.5, 'dot'),
    label(P50, y, 'end', 'p50'),
    ring(P99 - 52, y - 5.5, 'rest'),
    label(P99, y, 'end', 'p99'),
  ].join('')
}

function drawGroup({ heading, pairs }: Group, y: number, scale: (value: number) => number): string {
  return [
    label(0, y + 16, 'group', heading),
    ...pairs.map((pair, index) => drawPair(pair, y + HEADING + index * ROW, scale)),
  ].join('\n')
}

function drawPair({ result, p50, p99 }: Pair, y: number, scale: (value: number) => number): string {
  const isOwn = result.subject === 'alcove'
  const base = y + 16
  const middle = base - 5.5
  const kind = (name: string) => (isOwn ? `${name} best` : name)
  const [near, far] = [scale(p50), scale(p99)]
  return element(
    'g',
    {},
    label(0, base, isOwn ? 'own' : '', SHORT_NAMES[result.subject]),
    far - near > RADIUS ? stroke(near, middle, far - RADIUS, middle, kind('rest')) : '',
    ring(near, middle, kind('dot')),
    ring(far, middle, kind('rest')),
    label(P50, base, isOwn ? 'figure end own' : 'figure end', milliseconds(p50)),
    label(P99, base, isOwn ? 'figure end own' : 'figure end', milliseconds(p99)),
  )
}

function ring(cx: number, cy: number, kind: string): string {
  return element('circle', { cx, cy, r: RADIUS, class: kind })
}

function milliseconds(value: number): string {
  return `${readable(value, value < 1 ? 2 : value < 100 ? 1 : 0)} ms`
}

function describe({ heading, pairs }: Group): string {
  const list = pairs.map(
    ({ result, p50, p99 }) =>
      `${SHORT_NAMES[result.subject]} p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
  )
  return `${heading}: ${list.join('; ')}.`
}
