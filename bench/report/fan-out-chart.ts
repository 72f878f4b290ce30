import { SUBJECTS } from '../subjects/subject.ts'
import { NAMES, SHORT_NAMES } from './names.ts'
import { readable } from './number.ts'
import { ratiosOf } from './ratios.ts'
import type { Result, Spread } from './result.ts'
import { runsOf } from './runs.ts'
import { sheet, TOP, WIDTH } from './sheet.ts'
import { element, label, stroke, words } from './svg.ts'

const GROUPS = [
  { scenario: 'fan-out-100-saturated', heading: '100 sockets in one room' },
  { scenario: 'fan-out-1000-saturated', heading: '1,000 sockets in one room' },
]

interface Bar {
  result: Result
  rate: Spread
  ratio: number | undefined
}

interface Group {
  heading: string
  bars: Bar[]
}

const HEADING = 32
const ROW = 52
const BAR = 14
const GAP = 16
/** For the figure behind the longest bar. */
const FIGURE = 70

/** Bars of what each subject delivers when it is given all it takes. @returns undefined for no results */
export function fanOutChart(results: readonly Result[]): string | undefined {
  const groups = GROUPS.map(({ scenario, heading }) => ({
    heading,
    bars: barsOf(scenario, results),
  })).filter(({ bars }) => bars.length > 0)
  if (groups.length === 0) return undefined
  const bars = groups.flatMap(group => group.bars)
  const most = Math.max(...bars.map(({ rate }) => rate.max))
  const scale = (value: number) => (value / Math.max(most, 1)) * (WIDTH - FIGURE)
  const markup: string[] = []
  let y = TOP
  for (const group of groups) {
    markup.push(drawGroup(group, y, scale))
    y += HEADING + group.bars.length * ROW + GAP
  }
  return sheet({
    title: 'Verified deliveries per second',
    subtitle: `At saturation. More is better; median, least and most of ${runsOf(bars.map(({ result }) => result))} runs.`,
    description: groups.map(describe).join(' '),
    height: y - GAP,
    markup,
  })
}

function barsOf(scenario: string, results: readonly Result[]): Bar[] {
  return SUBJECTS.flatMap(subject => {
    const result = results.find(one => one.scenario === scenario && one.subject === subject)
    const rate = result?.figures.deliveriesPerSecond
    if (result === undefined || rate === undefined) return []
    return { result, rate, ratio: ratiosOf(result, results).ratioToSeedStack }
  })
}

function drawGroup({ heading, bars }: Group, y: number, scale: (value: number) => number): string {
  const top = y + HEADING
  return [
    label(0, y + 16, 'group', heading),
    ...bars.map((bar, index) => drawBar(bar, top + index * ROW, scale)),
  ].join('\n')
}

function drawBar(
  { result, rate, ratio }: Bar,
  y: number,
  scale: (value: number) => number,
): string {
  const isOwn = result.subject === 'alcove'
  const beside = isOwn && ratio !== undefined ? besides(ratio) : ''
  const middle = y + 22 + BAR / 2
  const name = element('tspan', { class: isOwn ? 'own' : '' }, words(NAMES[result.subject]))
  const claim = beside === '' ? '' : element('tspan', { class: 'ratio', dx: 10 }, words(beside))
  return element(
    'g',
    {},
    element('text', { x: 0, y: y + 14 }, name, claim),
    element('rect', {
      x: 0,
      y: y + 22,
      width: Math.max(1, scale(rate.median)),
      height: BAR,
      rx: 2,
      class: isOwn ? 'bar best' : 'bar',
    }),
    whisker(scale(rate.min), scale(rate.max), y + 22 + BAR + 6),
    label(
      scale(rate.median) + 9,
      middle + 5.5,
      isOwn ? 'figure own' : 'figure',
      readable(rate.median, 0),
    ),
  )
}

function besides(ratio: number): string {
  return `${readable(ratio, ratio < 10 ? 1 : 0)}× ${SHORT_NAMES['seed-stack']}`
}

/** From the least to the most, below the bar: across it no one colour would be seen on both grounds. */
function whisker(from: number, to: number, y: number): string {
  if (to - from < SEEN) return ''
  const ends = [from, to].map(x => stroke(x, y - 3, x, y + 3, 'whisker'))
  return [stroke(from, y, to, y, 'whisker'), ...ends].join('')
}
/** Shorter ones are no more than their two ends. */
const SEEN = 6

function describe({ heading, bars }: Group): string {
  const list = bars.map(
    ({ result, rate }) => `${NAMES[result.subject]} ${readable(rate.median, 0)}`,
  )
  return `${heading}: ${list.join('; ')}.`
}
