import type { ComponentChildren } from 'preact'
import { MorePages } from '../more-pages.tsx'
import type { Pages } from '../use-pages.ts'
import './paged-list.css'
import '../loading.css'

export interface PagedListProps<T> {
  pages: Pages<T>
  /** What is said when there is nothing. */
  empty: ComponentChildren
  /** Lines to hold the place with while it comes. */
  lines?: number
  children(items: readonly T[]): ComponentChildren
}

/** A list that comes page by page: what is shown while it comes, when there is nothing, and of what there is. */
export function PagedList<T>({ pages, empty, lines = 4, children }: PagedListProps<T>) {
  const { items, phase } = pages
  return (
    <div class="paged-list">
      {phase === 'loading' && (
        <div class="loading" role="status">
          <span class="unseen">Loading</span>
          {Array.from({ length: lines }, (_, line) => (
            <span class="loading-line" key={line} />
          ))}
        </div>
      )}
      {phase === 'here' && items.length === 0 && <div class="paged-list-empty">{empty}</div>}
      {items.length > 0 && children(items)}
      <MorePages pages={pages} />
    </div>
  )
}
