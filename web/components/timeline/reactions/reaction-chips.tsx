import type { Reaction } from '../../../../protocol/rest.ts'
import type { HeldMessage } from '../../../state/held.ts'
import { nameOf, type People } from '../../../state/people.ts'
import { reactionText } from '../../../state/reaction-text.ts'
import { Icon } from '../../icon.tsx'
import type { Hands } from '../hands.ts'
import './reaction-chips.css'

export interface ReactionChipsProps {
  message: HeldMessage
  hands: Hands
}

/** What people put to a message; a tap puts one's own there, or takes it away. */
export function ReactionChips({ message, hands }: ReactionChipsProps) {
  const { reactions = [] } = message
  const { line, who } = hands
  if (reactions.length === 0) return null
  const mayReact = who.may('messages.react')
  return (
    <ul class="reactions" aria-label="Reactions">
      {reactions.map(reaction => {
        const { emoji, count, mine } = reaction
        const text = reactionText(reaction, namesOf(reaction, line.people.value, who.me))
        return (
          <li key={emoji}>
            <button
              class="reaction"
              type="button"
              aria-pressed={mine}
              aria-label={text}
              title={text}
              onClick={() => {
                if (mayReact) hands.react(message, emoji)
                else hands.ask({ kind: 'reactors', message, emoji })
              }}
              onContextMenu={event => {
                event.preventDefault()
                event.stopPropagation()
                hands.ask({ kind: 'reactors', message, emoji })
              }}
            >
              <span class="reaction-emoji">{emoji}</span>
              <span class="reaction-count">{count}</span>
            </button>
          </li>
        )
      })}
      {mayReact && (
        <li>
          <button
            class="reaction reaction-add"
            type="button"
            aria-label="Add a reaction"
            title="Add a reaction"
            onClick={({ currentTarget }) =>
              hands.ask({ kind: 'picker', message, anchor: currentTarget })
            }
          >
            <Icon name="smile" size={16} />
          </button>
        </li>
      )}
    </ul>
  )
}

function namesOf({ by }: Reaction, people: People, me: string): string[] {
  return by.filter(id => id !== me).map(id => nameOf(people, id))
}
