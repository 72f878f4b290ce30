import { Fragment } from 'preact'
import { nameOf, type People } from '../../state/people.ts'
import type { GroupRow } from '../../state/rows.ts'
import { Avatar } from '../avatar.tsx'
import { Time } from '../time.tsx'
import { BubbleView } from './bubble-view.tsx'
import type { Hands } from './hands.ts'
import { MessageReach } from './message-reach.tsx'
import './message-group.css'

export interface MessageGroupProps {
  group: GroupRow
  me: string
  people: People
  hands: Hands
}

/** What one person said in a row. The name stands before each message for those who listen. */
export function MessageGroup({ group, me, people, hands }: MessageGroupProps) {
  const own = group.by === me
  const name = nameOf(people, group.by)
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
          <Fragment key={bubble.key}>
            <BubbleView
              bubble={bubble}
              by={group.by}
              name={name}
              isFirst={i === 0}
              remover={bubble.removal && nameOf(people, bubble.removal.by)}
              hands={hands}
            />
            {bubble.reach && <MessageReach reach={bubble.reach} people={people} />}
          </Fragment>
        ))}
      </div>
    </article>
  )
}
