import { expect, it } from 'vitest'
import { GOALS } from '../../../bench/goals.ts'
import { type Goal, judge } from '../../../bench/report/goal.ts'
import { found } from './sample.ts'

const fast: Goal = {
  scenario: 'a',
  text: 'fast',
  subject: 'alcove',
  figure: 'deliveryP99Ms',
  atMost: 100,
  unit: 'ms',
}
const many: Goal = {
  scenario: 'a',
  text: 'many',
  subject: 'alcove',
  ratio: 'ratioToSeedStack',
  atLeast: 20,
  unit: '×',
}

it.each([
  [99, 'reached'],
  [100, 'reached'],
  [100.1, 'missed'],
])('at most 100: %d is %s', (measured, verdict) => {
  const results = [found('a', 'alcove', { deliveryP99Ms: measured })]
  expect(judge([fast], results)).toEqual([{ goal: fast, verdict, measured }])
})

it.each([
  [2100, 'reached', 21],
  [2000, 'reached', 20],
  [1900, 'missed', 19],
])('at least 20 times 100: %d is %s', (rate, verdict, measured) => {
  const results = [
    found('a', 'alcove', { deliveriesPerSecond: rate }),
    found('a', 'seed-stack', { deliveriesPerSecond: 100 }),
  ]
  expect(judge([many], results)).toEqual([{ goal: many, verdict, measured }])
})

it('says what was not measured: no scenario, no subject, no figure, no rival', () => {
  for (const results of [
    [],
    [found('b', 'alcove', { deliveryP99Ms: 1, deliveriesPerSecond: 1 })],
    [found('a', 'ws', { deliveryP99Ms: 1, deliveriesPerSecond: 1 })],
    [found('a', 'alcove', { deliveriesPerSecond: 1 })],
  ])
    expect(judge([fast, many], results)).toEqual([
      { goal: fast, verdict: 'not measured' },
      { goal: many, verdict: 'not measured' },
    ])
})

it('keeps every goal that was set, by scenario', () => {
  const wanted = GOALS.map(goal => [
    goal.scenario,
    'ratio' in goal ? goal.ratio : goal.figure,
    'atMost' in goal ? goal.atMost : -goal.atLeast,
  ])
  expect(wanted).toEqual([
    ['fan-out-1000-saturated', 'ratioToSeedStack', -20],
    ['fan-out-1000-saturated', 'deliveryP99Ms', 150],
    ['fan-out-100-saturated', 'ratioToSeedStack', -10],
    ['fan-out-100-saturated', 'deliveryP99Ms', 100],
    ['fan-out-1000-in-time', 'ratioToSeedStack', -20],
    ['fan-out-100-in-time', 'ratioToSeedStack', -10],
    ['fan-out-100-in-time', 'deliveryP99Ms', 100],
    ['fan-out-1-light', 'deliveryP50ToNaiveObject', 1.2],
    ['fan-out-100-light', 'deliveryP50ToNaiveObject', 1.2],
    ['fan-out-1000-light', 'deliveryP50ToNaiveObject', 1.2],
    ['outbox', 'postgresRoundTripsPer1000', 5],
    ['outbox', 'roomRowsPerMessage', 2.2],
    ['history', 'newestP95Ms', 5],
    ['history', 'middleP95Ms', 20],
    ['join', 'joinP95Ms', 10],
    ['control', 'joinP95Ms', 20],
    ['control', 'roleP95Ms', 20],
    ['sign-in', 'deliveryP99ToAlone', 1.2],
    ['sign-in-light', 'deliveryP99ToAlone', 1.2],
    ['cold-start', 'bundleGzipKB', 400],
    ['cold-start', 'startupCpuMs', 50],
  ])
})
