import { useEffect, useState } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { bannerOf } from '../../state/banner.ts'
import { Button } from '../button.tsx'
import './connection-banner.css'

/** Says that the line is down once it has been for a while; nothing otherwise. */
export function ConnectionBanner({ line }: { line: RoomLine }) {
  const downSince = line.downSince.value
  const now = useNow(downSince !== null)
  const banner = bannerOf(line.status.value, downSince, now)
  return (
    <div class="connection" role="status">
      {banner !== null && (
        <p class="connection-banner">
          <span class="connection-dot" />
          {banner.kind === 'connecting' ? (
            'Connecting…'
          ) : (
            <>
              {/* The seconds are for the eye: read out, they would never stop. */}
              <span>
                No connection<span aria-hidden="true">. Next try in {banner.retryIn} s</span>
              </span>
              <Button kind="text" onClick={() => line.hurry()}>
                Now
              </Button>
            </>
          )}
        </p>
      )}
    </div>
  )
}

/** The time, four times a second while it matters. */
function useNow(ticking: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!ticking) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
