import { useEffect } from 'preact/hooks'
import { inbox } from '../../net/inbox-line.ts'
import type { Standings } from '../../state/standings.ts'

/** How these people are there, anywhere, for as long as the component is shown. */
export function useStandings(ids: readonly string[]): Standings {
  useWatch(ids)
  return inbox.standings.value
}

/** The same for others to read: whoever calls this is not drawn again. */
export function useWatch(ids: readonly string[]): void {
  const all = [...ids].sort().join()
  useEffect(() => (all === '' ? undefined : inbox.watch(all.split(','))), [all])
}
