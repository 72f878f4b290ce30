import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'

/** Where the panel of people stands. `beside` and `over` are never both true. */
export interface PeopleShown {
  beside: boolean
  over: boolean
  toggle(): void
}

const WIDE = matchMedia('(min-width: 68.75rem)')
const wide = signal(WIDE.matches)
WIDE.addEventListener('change', () => {
  wide.value = WIDE.matches
  over.value = false
})

/** A column where there is room for one, until it is put away; elsewhere a sheet when asked for. */
const beside = signal(true)
const over = signal(false)

export function usePeoplePanel(): PeopleShown {
  // A sheet belongs to the room it was opened in.
  useEffect(() => putAway, [])
  return {
    beside: wide.value && beside.value,
    over: !wide.value && over.value,
    toggle: () => {
      const shown = wide.value ? beside : over
      shown.value = !shown.value
    },
  }
}

function putAway(): void {
  over.value = false
}
