import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { RoomHistory } from '../../net/room-history.ts'
import { WINDOW_EVENTS } from '../../state/timeline.ts'
import { Scroller } from './scroller.ts'

/** The share of a window by which it may be too long before it is cut: seldom, and not with every event. */
const SURPLUS = 1.25

type Box = { readonly current: HTMLElement | null }

/**
 * The scroller of a timeline, told of everything that moves it.
 * @param own how many messages of one's own are on their way behind the newest
 */
export function useScroller(history: RoomHistory, own: number, box: Box, content: Box): Scroller {
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
    if (own > owned.current) history.toNewest()
    else scroller.settle()
    owned.current = own
  })
  useEffect(() => {
    if (events.length > WINDOW_EVENTS * SURPLUS) history.trim(WINDOW_EVENTS, scroller.around)
  }, [events])
  return scroller
}
