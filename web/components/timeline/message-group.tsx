import type { GroupRow } from '../../state/rows.ts'
import { Avatar } from '../avatar.tsx'
import { Time } from '../time.tsx'
import { BubbleView } from './bubble-view.tsx'
import type { Fate } from './failed-send.tsx'
import './message-group.css'

export interface MessageGroupProps {
  group: GroupRow
  own: boolean
  name: string
  fate: Fate
}

/** What one person said in a row. The name stands before each message for those who listen. */
export function MessageGroup({ group, own, name, fate }: MessageGroupProps) {
  return (
    <article class={`group ${own ? 'group-own' : ''}`}>
      {!own && <Avatar id={group.by} name={name} />}
      <div class="group-messages">
        <header class="group-head">
          <span class={own ? 'unseen' : 'group-name'} dir="auto">
            {name}
          </span>
          <Time at={group.at} />
        </header>
        {group.bubbles.map((bubble, i) => (
          <BubbleView
            key={bubble.key}
            bubble={bubble}
            author={i === 0 ? undefined : name}
            fate={fate}
          />
        ))}
      </div>
    </article>
  )
}
