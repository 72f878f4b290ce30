import { useEffect, useState } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { unreadCount, unreadText } from '../../state/unread.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import type { Scroller } from './scroller.ts'
import './unread-pill.css'

export interface UnreadPillProps {
  line: RoomLine
  me: string
  scroller: Scroller
  box: { readonly current: HTMLElement | null }
}

/** How much somebody has missed, and the way to where it begins; until they have been there. */
export function UnreadPill({ line, me, scroller, box }: UnreadPillProps) {
  const [wasSeen, setSeen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [wanted, setWanted] = useState(false)
  const unread = line.unread.value
  const timeline = line.timeline.value
  const divider = () => box.current?.querySelector('.read-divider') ?? undefined

  useEffect(() => {
    const element = divider()
    if (wasSeen || element === undefined) return
    if (wanted) scroller.toTop(element)
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setSeen(true)
      },
      { root: box.current },
    )
    seen.observe(element)
    return () => seen.disconnect()
  }, [timeline, wasSeen, wanted])

  if (unread === null || wasSeen) return null
  const news = unreadCount(unread, timeline, me)
  if (news.count === 0) return null

  async function jump() {
    setBusy(true)
    const isHere = await line.reachUnread()
    setBusy(false)
    // The divider is drawn with the next change.
    if (isHere) setWanted(true)
  }

  const text = unreadText(news)
  return (
    <div class="unread-pill">
      <button
        class="unread-pill-jump"
        type="button"
        aria-label={`${text}, to the first of them`}
        aria-busy={busy}
        onClick={() => void jump()}
      >
        <Icon name="up" size={16} />
        <span>{text}</span>
      </button>
      <IconButton icon="close" label="Dismiss" onClick={() => setSeen(true)} />
    </div>
  )
}
