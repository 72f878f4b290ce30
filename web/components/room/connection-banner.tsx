import { useEffect, useState } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { type Banner, bannerOf } from '../../state/banner.ts'
import { Button } from '../button.tsx'
import { LOCALE } from '../clock.ts'
import './connection-banner.css'

/** Says that the line is down, or behind, once it has been for a while; nothing otherwise. */
export function ConnectionBanner({ line }: { line: RoomLine }) {
  const lag = line.lag.value
  const now = useNow(lag !== null)
  const banner = bannerOf(line.status.value, lag, now)
  return (
    <div class="connection" role="status">
      {banner !== null && (
        <p class={`connection-banner connection-${banner.kind}`}>
          <span class="connection-dot" />
          <BannerText banner={banner} />
          {banner.kind === 'waiting' && (
            <Button kind="text" onClick={() => line.hurry()}>
              Now
            </Button>
          )}
        </p>
      )}
    </div>
  )
}

/** Numbers that run are for the eye: read out, they would never stop. */
function BannerText({ banner }: { banner: NonNullable<Banner> }) {
  switch (banner.kind) {
    case 'connecting':
      return <span>Connecting…</span>
    case 'waiting':
      return (
        <span>
          {banner.why}
          <span aria-hidden="true">. Next try in {banner.retryIn} s</span>
        </span>
      )
    case 'catching-up':
      return (
        <span>
          Catching up…<span aria-hidden="true">{leftText(banner.left)}</span>
        </span>
      )
    default:
      return banner satisfies never
  }
}

/** What arrived since the counting began may bring it to nothing before the end. */
function leftText(left: number): string {
  if (left === 0) return ''
  return left === 1 ? ' 1 message to go' : ` ${left.toLocaleString(LOCALE)} messages to go`
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
