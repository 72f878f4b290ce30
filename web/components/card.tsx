import type { ComponentChildren, RefObject } from 'preact'
import { useId } from 'preact/hooks'
import './card.css'

export interface CardProps {
  title: string
  /** What it is for, in a sentence or two. */
  about?: ComponentChildren
  children: ComponentChildren
  /** Where the keyboard goes when what it was on has gone. */
  heading?: RefObject<HTMLHeadingElement | null>
}

/** One matter of a page of settings. */
export function Card({ title, about, children, heading }: CardProps) {
  const id = useId()
  return (
    <section class="card" aria-labelledby={id}>
      <h2 class="card-title serif" id={id} ref={heading ?? null} tabIndex={-1}>
        {title}
      </h2>
      {about !== undefined && <p class="card-about">{about}</p>}
      <div class="card-inside">{children}</div>
    </section>
  )
}
