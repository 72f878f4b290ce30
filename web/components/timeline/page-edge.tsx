import type { LoadState } from '../../net/room-history.ts'
import { Button } from '../button.tsx'
import { PageSkeleton } from './page-skeleton.tsx'
import './page-edge.css'

export interface PageEdgeProps {
  state: LoadState
  /** What to say when the page did not come. */
  failed: string
  onRetry(): void
}

/** At an end of the window, where there is more. */
export function PageEdge({ state, failed, onRetry }: PageEdgeProps) {
  return (
    <div class="page-edge">
      <PageSkeleton isLoading={state === 'loading'} />
      <div class="page-edge-failed" role="status">
        {state === 'failed' && (
          <>
            <span>{failed}</span>
            <Button kind="text" onClick={onRetry}>
              Try again
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
