import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { WINDOW_EVENTS } from '../../state/timeline.ts'
import { Scroller } from './scroller.ts'

/** The share of a window by which it may be too long before it is cut: seldom, and not with every event. */
const SURPLUS = 1.25

type Box = { readonly current: HTMLElement | null }

/** The scroller of a room's timeline, told of everything that moves it. */
export function useScroller(line: RoomLine, box: Box, content: Box): Scroller {
  const { history } = line
  const scroller = useMemo(
    () =>
      new Scroller({
        onNearTop: () => void history.reachTop(),
        onNearEnd: () => void history.reachEnd(),
        isAtNewest: () => history.timeline.value.elsewhere === null,
      }),
    [history],
  )
  const { events } = history.timeline.value
  const own = line.pending.value.filter(send => send.thread === undefined).length
  const owned = useRef(0)
  useLayoutEffect(() => {
    if (box.current === null || content.current === null) return
    return scroller.attach(box.current, content.current)
  }, [scroller])
  // Each welcome that begins anew does so at the newest, wherever the reader was in what is gone.
  useLayoutEffect(() => scroller.toEnd(), [scroller, history.window.value, history.turns.value])
  const target = history.target.value
  useLayoutEffect(() => {
    if (target !== null) scroller.show(target.seq)
  }, [scroller, target])
  useLayoutEffect(() => {
    // Whoever says something wants to see it said.
    if (own > owned.current) line.toNewest()
    else scroller.settle()
    owned.current = own
  })
  useEffect(() => {
    if (events.length > WINDOW_EVENTS * SURPLUS) history.trim(WINDOW_EVENTS, scroller.around)
  }, [events])
  return scroller
}
