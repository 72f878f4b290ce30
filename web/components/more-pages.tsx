import { useEffect, useRef } from 'preact/hooks'
import { Button } from './button.tsx'
import { Complaint } from './complaint.tsx'
import type { Pages } from './use-pages.ts'

/** At the end of a list: its next page comes when this is seen, or when it is asked for. */
export function MorePages<T>({ pages }: { pages: Pages<T> }) {
  const place = useRef<HTMLDivElement>(null)
  const { hasMore, message, busy, next } = pages
  const failed = message !== undefined
  useEffect(() => {
    if (place.current === null || !hasMore || busy || failed) return
    const seen = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) next()
    })
    seen.observe(place.current)
    return () => seen.disconnect()
  }, [hasMore, busy, failed, next])
  if (!hasMore && !failed) return null
  return (
    <div class="card-row" ref={place}>
      <Complaint text={message} />
      <Button busy={busy} onClick={next}>
        {failed ? 'Try again' : 'Show more'}
      </Button>
    </div>
  )
}
