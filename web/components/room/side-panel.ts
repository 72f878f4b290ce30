import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** What there is to see beside a room: who is in it, what it is, or its threads. */
export type Side = 'people' | 'about' | 'threads'

/** Where the panel beside a room stands. `beside` and `over` are never both there. */
export interface SidePanel {
  beside: Side | undefined
  over: Side | undefined
  /** Whether there is place beside the room. */
  isWide: boolean
  /** Shows this side, or puts it away where it is shown. */
  toggle(side: Side): void
  /** Takes a sheet away; what stands beside the room stays for when there is place again. */
  uncover(): void
  close(): void
}

const WIDE = matchMedia('(min-width: 68.75rem)')
const wide = signal(WIDE.matches)
WIDE.addEventListener('change', () => {
  wide.value = WIDE.matches
  over.value = undefined
})

/** A column where there is room for one, until it is put away; elsewhere a sheet when asked for. */
const beside = signal<Side | undefined>('people')
const over = signal<Side | undefined>(undefined)

export function useSidePanel(): SidePanel {
  // A sheet belongs to the room it was opened in.
  useEffect(() => putAway, [])
  const shown = wide.value ? beside : over
  return {
    beside: wide.value ? beside.value : undefined,
    over: wide.value ? undefined : over.value,
    isWide: wide.value,
    toggle: side => {
      shown.value = shown.value === side ? undefined : side
    },
    uncover: putAway,
    close: () => {
      shown.value = undefined
    },
  }
}

function putAway(): void {
  over.value = undefined
}
