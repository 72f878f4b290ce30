import './skeleton.css'

/** The shape of a talk, until the real one is here. */
export function Skeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <span class="skeleton-line" />
      <span class="skeleton-line" />
      <span class="skeleton-line" />
    </div>
  )
}
