import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { addressesIn } from '../../../../protocol/links.ts'
import type { Preview } from '../../../../protocol/rest.ts'
import type { Bubble } from '../../../state/rows.ts'
import type { Hands } from '../hands.ts'
import { PreviewCard } from './preview-card.tsx'
import './message-previews.css'

/** How far from what can be seen a message is when its previews are asked for. */
const NEAR = '75% 0px'

/** What stands behind the links of a message, asked for when somebody comes near. */
export function MessagePreviews({ bubble, hands }: { bubble: Bubble; hands: Hands }) {
  const { body, seq, state } = bubble
  const addresses = useMemo(() => addressesIn(body).join(' '), [body])
  if (addresses === '' || seq === undefined || state !== 'sent') return null
  return (
    <Previews key={`${seq} ${addresses}`} seq={seq} addresses={addresses} load={hands.previews} />
  )
}

interface PreviewsProps {
  seq: number
  addresses: string
  load: Hands['previews']
}

function Previews({ seq, addresses, load }: PreviewsProps) {
  const place = useRef<HTMLDivElement>(null)
  const [previews, setPreviews] = useState<readonly Preview[]>([])
  useEffect(() => {
    if (place.current === null) return
    let isHere = true
    const stop = onceNear(place.current, async () => {
      const found = await load(seq, addresses)
      if (isHere && found.length > 0) setPreviews(found)
    })
    return () => {
      isHere = false
      stop()
    }
  }, [seq, addresses, load])
  return (
    <div class="message-previews" ref={place}>
      {previews.map(preview => (
        <PreviewCard key={preview.url} preview={preview} />
      ))}
    </div>
  )
}

/** @returns what gives up on it */
function onceNear(element: Element, reached: () => Promise<void>): () => void {
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (entry?.isIntersecting !== true) return
      watch.disconnect()
      void reached()
    },
    // Only the margin of the box that scrolls reaches beyond what it shows.
    { root: element.closest('.timeline-box'), rootMargin: NEAR },
  )
  watch.observe(element)
  return () => watch.disconnect()
}
