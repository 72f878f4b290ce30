import './page-skeleton.css'

/** Where a page of history comes: of the same height whether it is on its way or not, so that nothing moves. */
export function PageSkeleton({ isLoading }: { isLoading: boolean }) {
  return (
    <div class="page-skeleton" aria-hidden="true">
      {isLoading && (
        <>
          <span class="page-skeleton-line" />
          <span class="page-skeleton-line" />
          <span class="page-skeleton-line" />
        </>
      )}
    </div>
  )
}
