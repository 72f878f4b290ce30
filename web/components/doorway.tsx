import type { ComponentChildren } from 'preact'
import { Arch } from './arch.tsx'
import './doorway.css'

export interface DoorwayProps {
  title: ComponentChildren
  children: ComponentChildren
}

/** The arch through which people come in: the frame of the pages for signing in. */
export function Doorway({ title, children }: DoorwayProps) {
  return (
    <main class="doorway">
      <div class="doorway-arch">
        <Arch class="doorway-mark" />
        <h1 class="doorway-title serif">{title}</h1>
        {children}
      </div>
    </main>
  )
}
