import './arch.css'

/** The mark: an alcove with a lamp in it. */
export function Arch({ class: name = '' }: { class?: string }) {
  return (
    <svg class={`arch ${name}`} viewBox="0 0 48 56" aria-hidden="true">
      <path class="arch-outer" d="M2 56V24a22 22 0 0 1 44 0v32z" />
      <path class="arch-middle" d="M9 56V25a15 15 0 0 1 30 0v31z" />
      <path class="arch-inner" d="M16 56V27a8 8 0 0 1 16 0v29z" />
    </svg>
  )
}
