import type { Standing } from '../../protocol/inbox-frames.ts'

export type Standings = ReadonlyMap<string, Standing>

/** How people are there, with some as they are now; the same object when nothing is different. */
export function withStandings(standings: Standings, people: readonly Standing[]): Standings {
  const news = people.filter(one => !isAs(one, standings.get(one.id)))
  return news.length === 0
    ? standings
    : new Map([...standings, ...news.map(one => [one.id, one] as const)])
}

function isAs({ presence, lastSeenAt }: Standing, known: Standing | undefined): boolean {
  return known?.presence === presence && known.lastSeenAt === lastSeenAt
}

/** Without those of whom nothing is heard any more. */
export function withoutStandings(standings: Standings, ids: readonly string[]): Standings {
  if (!ids.some(id => standings.has(id))) return standings
  const gone = new Set(ids)
  return new Map([...standings].filter(([id]) => !gone.has(id)))
}
