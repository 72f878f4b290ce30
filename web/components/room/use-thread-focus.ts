import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Doing } from './doing.ts'

type Place = { readonly current: HTMLElement | null }

/**
 * Once a thread is closed, the keyboard is where it was before, unless something is being shown; where that is gone,
 * as an item of a menu is, at the message that began the thread.
 * @param place where the room is shown
 */
export function useThreadFocus(place: Place, { thread }: Doing): void {
  const seq = thread.value?.seq
  const opened = useRef<{ seq: number | undefined; from: Element | null }>({
    seq: undefined,
    from: null,
  })
  // Before the thread takes the focus.
  if (opened.current.seq !== seq) {
    const from = opened.current.seq === undefined ? document.activeElement : opened.current.from
    opened.current = { seq, from }
  }
  useLayoutEffect(() => {
    if (seq === undefined) return
    const { from } = opened.current
    return () => {
      // Another thread may have taken its place, or another room.
      if (thread.peek() === null && place.current !== null) giveBack(place.current, from, seq)
    }
  }, [seq])
}

function giveBack(place: HTMLElement, from: Element | null, seq: number): void {
  // Something else may have taken it already.
  if (document.activeElement !== document.body) return
  const shown = place.querySelector<HTMLElement>('[data-shown]')
  if (shown !== null) {
    shown.focus({ preventScroll: true })
    return
  }
  if (from instanceof HTMLElement && place.contains(from)) {
    from.focus({ preventScroll: true })
    return
  }
  const message = place.querySelector<HTMLElement>(`[data-seq="${seq}"]`)
  const to = message ?? place.querySelector<HTMLElement>('.threads-button')
  to?.focus()
}
