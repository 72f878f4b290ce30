import { expect, it } from 'vitest'
import { fanOutChart } from '../../../bench/report/fan-out-chart.ts'
import { latencyChart } from '../../../bench/report/latency-chart.ts'
import { found, RESULTS } from './sample.ts'
import { flawOf } from './well-formed.ts'

const CHARTS = [fanOutChart, latencyChart]

it.each(CHARTS)('%o is well formed, and tells people who do not see it', chart => {
  const svg = chart(RESULTS) ?? ''
  expect(flawOf(svg)).toBeUndefined()
  expect(svg).toMatch(/<title id="title">[^<]+<\/title>/)
  expect(svg).toMatch(/<desc id="description">1\d* sockets?[^<]+Alcove [^<]+<\/desc>/)
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
})

it.each(CHARTS)('%o is well formed with one subject, and with figures of nothing', chart => {
  for (const median of [0, 5]) {
    const figures = { deliveriesPerSecond: median, deliveryP50Ms: median, deliveryP99Ms: median }
    const svg = chart([
      found('fan-out-100-saturated', 'alcove', figures),
      found('fan-out-100-light', 'alcove', figures),
    ])
    expect(flawOf(svg ?? '')).toBeUndefined()
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  }
})

it.each(CHARTS)('%o is not drawn of nothing', chart => {
  expect(chart([found('outbox', 'alcove', { roomRowsPerMessage: 2 })])).toBeUndefined()
})

it('draws bars as long as the medians are large, within the sheet', () => {
  const bars = [...(fanOutChart(RESULTS) ?? '').matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(
    ([, width]) => Number(width),
  )
  const rates = [3_200_000, 83_000, 70_000, 600_000, 2_100_000, 86_000, 55_000, 400_000]
  expect(bars).toHaveLength(rates.length)
  bars.forEach((bar, index) => {
    expect(bar / (bars[0] ?? 0)).toBeCloseTo((rates[index] ?? 0) / 3_200_000, 3)
  })
  expect(Math.max(...bars)).toBeLessThan(600)
})

it('says beside the bar of Alcove alone how often it holds the rival', () => {
  const claims = (fanOutChart(RESULTS) ?? '').match(/[\d.]+× [^<]+/g)
  expect(claims).toEqual(['39× Express + Socket.IO', '24× Express + Socket.IO'])
})

it('places dots by the logarithm', () => {
  const dots = [...(latencyChart(RESULTS) ?? '').matchAll(/<g>.*?cx="([\d.]+)".*?cx="([\d.]+)"/g)]
  const [p50, p99] = (dots[0] ?? []).slice(1).map(Number)
  const decade = (446 - 168) / 4
  expect(p50).toBeCloseTo(168 + (Math.log10(0.82) + 1) * decade, 1)
  expect(p99).toBeCloseTo(168 + (Math.log10(2.6) + 1) * decade, 1)
})
