import type { Figures } from './registry/registry.ts'

/**
 * The figures in Prometheus' text format
 * (https://prometheus.io/docs/instrumenting/exposition_formats/).
 * @param now milliseconds since 1970
 */
export function prometheus(figures: Figures, now: number): string {
  const { undrainedRooms, undrainedSince, liveRooms, quarantinedEvents } = figures
  const lag = undrainedSince === null ? 0 : Math.max(0, now - undrainedSince) / 1_000
  return [
    metric('alcove_rooms_live', 'gauge', 'Rooms with open sockets.', liveRooms),
    metric('alcove_rooms_undrained', 'gauge', 'Rooms listed for the sweeper.', undrainedRooms),
    metric('alcove_rooms_undrained_seconds', 'gauge', 'How long the oldest is listed.', lag),
    metric(
      'alcove_events_quarantined_total',
      'counter',
      'Events that Postgres refused for good.',
      quarantinedEvents,
    ),
  ].join('')
}

function metric(name: string, type: 'gauge' | 'counter', help: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`
}
