import type { Machine } from '../../../bench/report/machine.ts'
import type { Result, Spread } from '../../../bench/report/result.ts'
import type { SubjectName } from '../../../bench/subjects/subject.ts'

/** A result of a scenario in which nothing matters but these figures. */
export function found(
  scenario: string,
  subject: SubjectName,
  figures: Record<string, Spread | number>,
): Result {
  return {
    scenario,
    subject,
    date: '2026-11-21T10:20:30.000Z',
    runs: 3,
    setup: { sockets: 1000 },
    figures: Object.fromEntries(
      Object.entries(figures).map(([name, figure]) => [
        name,
        typeof figure === 'number' ? around(figure) : figure,
      ]),
    ),
    verified: 1_234_567,
    notes: [],
  }
}

function around(median: number): Spread {
  return { median, min: median * 0.9, max: median * 1.2 }
}

/** Such figures as a run may come to. */
export const RESULTS: readonly Result[] = [
  found('fan-out-100-saturated', 'ws', {
    deliveriesPerSecond: { median: 600_000, min: 420_000, max: 610_000 },
  }),
  found('fan-out-100-saturated', 'naive-object', { deliveriesPerSecond: 70_000 }),
  found('fan-out-100-saturated', 'seed-stack', { deliveriesPerSecond: 83_000 }),
  found('fan-out-100-saturated', 'alcove', { deliveriesPerSecond: 3_200_000, deliveryP99Ms: 60 }),
  found('fan-out-1000-saturated', 'alcove', { deliveriesPerSecond: 2_100_000, deliveryP99Ms: 170 }),
  found('fan-out-1000-saturated', 'seed-stack', { deliveriesPerSecond: 86_000 }),
  found('fan-out-1000-saturated', 'naive-object', { deliveriesPerSecond: 55_000 }),
  found('fan-out-1000-saturated', 'ws', { deliveriesPerSecond: 400_000 }),
  found('fan-out-1-light', 'alcove', { deliveryP50Ms: 0.82, deliveryP99Ms: 2.6 }),
  found('fan-out-1-light', 'seed-stack', { deliveryP50Ms: 1.6, deliveryP99Ms: 6.1 }),
  found('fan-out-1-light', 'naive-object', { deliveryP50Ms: 0.8, deliveryP99Ms: 2.1 }),
  found('fan-out-1-light', 'ws', { deliveryP50Ms: 0.21, deliveryP99Ms: 0.7 }),
  found('fan-out-100-light', 'alcove', { deliveryP50Ms: 2.4, deliveryP99Ms: 7.9 }),
  found('fan-out-100-light', 'seed-stack', { deliveryP50Ms: 4.1, deliveryP99Ms: 12 }),
  found('fan-out-100-light', 'naive-object', { deliveryP50Ms: 2.3, deliveryP99Ms: 9 }),
  found('fan-out-100-light', 'ws', { deliveryP50Ms: 1.1, deliveryP99Ms: 3 }),
  found('fan-out-1000-light', 'alcove', { deliveryP50Ms: 14, deliveryP99Ms: 44 }),
  found('fan-out-1000-light', 'seed-stack', { deliveryP50Ms: 21, deliveryP99Ms: 130 }),
  found('fan-out-1000-light', 'naive-object', { deliveryP50Ms: 13, deliveryP99Ms: 61 }),
  found('fan-out-1000-light', 'ws', { deliveryP50Ms: 6, deliveryP99Ms: 20 }),
]

export const MACHINE: Machine = {
  date: '2026-11-21',
  cpu: 'A Processor @ 3 GHz',
  cores: 2,
  memoryGB: 7.8,
  versions: { node: '24.21.0', workerd: '1.20261117.1', postgres: '18.0', redis: '9.0' },
}
