import type { LoadState } from '../../net/room-history.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { Button } from '../button.tsx'
import './gap-above.css'

/** Above the window of somebody who was away for long: what they missed, when they ask for it. */
export function GapAbove({ older, line }: { older: LoadState; line: RoomLine }) {
  return (
    <div class="gap-above">
      <p role="status">
        {older === 'failed'
          ? 'Earlier messages did not load.'
          : 'You were away for a while. Earlier messages are above.'}
      </p>
      <Button busy={older === 'loading'} onClick={() => void line.loadOlder()}>
        {LABELS[older]}
      </Button>
    </div>
  )
}

const LABELS: Record<LoadState, string> = {
  idle: 'Load',
  loading: 'Loading…',
  failed: 'Try again',
}
