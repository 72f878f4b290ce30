import { useEffect } from 'preact/hooks'
import { inbox } from '../../net/inbox-line.ts'
import type { Standings } from '../../state/standings.ts'

/** How these people are there, anywhere, for as long as the component is shown. */
export function useStandings(ids: readonly string[]): Standings {
  const all = ids.join()
  useEffect(() => (all === '' ? undefined : inbox.watch(all.split(','))), [all])
  return inbox.standings.value
}
