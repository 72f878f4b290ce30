import { useEffect } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { heldAt } from '../../state/held.ts'
import { say } from '../../state/toast.ts'
import type { Doing } from '../room/doing.ts'

/** Pages of history that are read at most to come to a message. */
const PAGES_MAX = 20
/** Milliseconds for which a message that was looked for stands out. */
const GLOW_MS = 2_000

/** Brings messages into view. @returns what asks for one */
export function useJump(
  line: RoomLine,
  { sought }: Doing,
  box: { readonly current: HTMLElement | null },
): (seq: number) => void {
  const { value } = sought
  useEffect(() => {
    if (value === null) return
    let isGone = false
    void reach(line, value.seq).then(isHeld => {
      if (isGone) return
      // What came with the last page is drawn first.
      requestAnimationFrame(() => {
        const element = box.current?.querySelector<HTMLElement>(`[data-seq="${value.seq}"]`)
        if (!isHeld || !element) say('The message is not there any more.')
        else show(element)
      })
    })
    return () => {
      isGone = true
    }
  }, [value])
  return seq => {
    sought.value = { seq }
  }
}

/** Reads up to a message. @returns whether it is there */
async function reach(line: RoomLine, seq: number): Promise<boolean> {
  const isHeld = () => heldAt(line.timeline.value.events, seq) !== undefined
  for (let page = 0; page < PAGES_MAX && !isHeld(); page += 1) {
    const { before } = line.timeline.value
    if (before === null || before <= seq) break
    await line.loadOlder()
    if (line.timeline.value.before === before) break
  }
  return isHeld()
}

function show(element: HTMLElement): void {
  element.scrollIntoView({ block: 'center' })
  element.focus({ preventScroll: true })
  const bubble = element.querySelector('.bubble') ?? element
  bubble.animate(
    [{ boxShadow: '0 0 0 3px var(--accent)' }, { boxShadow: '0 0 0 3px transparent' }],
    {
      duration: GLOW_MS,
      easing: 'ease-in',
    },
  )
}
