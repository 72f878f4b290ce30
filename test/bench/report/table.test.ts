import { expect, it } from 'vitest'
import { GOALS } from '../../../bench/goals.ts'
import type { Result } from '../../../bench/report/result.ts'
import { page, tables } from '../../../bench/report/table.ts'
import { found, MACHINE, RESULTS } from './sample.ts'

/** The cells of the table row that begins with this. */
function row(markdown: string, first: string): string[] | undefined {
  return markdown
    .split('\n')
    .filter(line => line.startsWith('|'))
    .map(line => line.split(/(?<!\\)\|/).slice(1, -1))
    .map(cells => cells.map(cell => cell.trim()))
    .find(cells => cells[0] === first)
}

it('shows medians with the least and the most, ratios and what was verified', () => {
  const markdown = tables(RESULTS.filter(({ scenario }) => scenario === 'fan-out-1000-saturated'))
  expect(row(markdown, '')).toEqual([
    '',
    'deliveries, /s',
    'delivery p99, ms',
    'beside Express + Socket.IO',
    'beside bare Durable Object',
    'verified',
  ])
  expect(row(markdown, 'Alcove')).toEqual([
    'Alcove',
    '2.10M (1.89M–2.52M)',
    '170.0 (153.0–204.0)',
    '24.4×',
    '38.2×',
    '1.23M',
  ])
  expect(row(markdown, 'Express + Socket.IO + Redis + Postgres')).toEqual([
    'Express + Socket.IO + Redis + Postgres',
    '86,000 (77,400–103,200)',
    '–',
    '–',
    '1.6×',
    '1.23M',
  ])
})

it('lists subjects in one order, whatever the order they were measured in', () => {
  const markdown = tables(RESULTS.filter(({ scenario }) => scenario === 'fan-out-100-saturated'))
  expect(markdown.match(/^\| (?:Alcove|Express|Bare|ws)/gm)).toEqual([
    '| Alcove',
    '| Express',
    '| Bare',
    '| ws',
  ])
})

it('calls an unknown field by its name, and shows one value where all runs agree', () => {
  const same = found('a', 'alcove', { constructor: { median: 2.5, min: 2.5, max: 2.5 } })
  expect(row(tables([same]), '')?.[1]).toBe('constructor')
  expect(row(tables([same]), 'Alcove')?.[1]).toBe('2.50')
})

it('says what was asked for, once or of each', () => {
  const one: Result = {
    ...found('a', 'alcove', {}),
    setup: { sockets: 1000, messagesPerSecond: 2.5 },
  }
  const other: Result = { ...found('a', 'ws', {}), setup: { sockets: 10 } }
  expect(tables([one])).toContain('\n\nsockets 1,000, messages per second 2.50\n\n')
  expect(tables([one, other])).toContain(
    '- Alcove: sockets 1,000, messages per second 2.50\n- ws, no validation or storage: sockets 10',
  )
})

it('keeps text from being read as Markdown columns, lines or HTML', () => {
  const odd: Result = {
    ...found('a', 'alcove', { 'a|b<c>': 1 }),
    notes: ['one\ntwo <script>'],
  }
  expect(row(tables([odd]), '')?.[1]).toBe('a\\|b&lt;c>')
  expect(tables([odd])).toContain('\n- Alcove: one two &lt;script>')
})

it('begins with where and when, and ends with the goals', () => {
  const markdown = page(MACHINE, RESULTS, GOALS)
  expect(markdown).toContain(
    [
      '- Last run: 2026-11-21; the scenarios of one report may be of different hours, the subjects of one are not',
      '- Machine: A Processor @ 3 GHz, 2 cores, 7.8 GB of memory',
      '- Versions: Node 24.21.0, workerd 1.20261117.1, Postgres 18.0, Redis 9.0',
      '- Runs: 3; figures are the median (least–most)',
    ].join('\n'),
  )
  const goals = GOALS.map(({ text }) => row(markdown, text)?.slice(1))
  expect(goals[0]).toEqual(['≥ 20×', '24.42×', 'reached'])
  expect(goals[1]).toEqual(['≤ 150 ms', '170.00 ms', 'missed'])
  expect(goals.at(-1)).toEqual(['≤ 50 ms', '–', 'not measured'])
})

it('does not let a goal that was just missed read as reached', () => {
  const results = [
    found('fan-out-1-light', 'alcove', { deliveryP50Ms: 1.204 }),
    found('fan-out-1-light', 'naive-object', { deliveryP50Ms: 1 }),
  ]
  const text = '1 socket at light load: delivery p50 beside a bare Durable Object'
  expect(row(page(MACHINE, results, GOALS), text)?.slice(1)).toEqual(['≤ 1.2×', '1.204×', 'missed'])
})
