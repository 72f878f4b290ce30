import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../../net/api.ts'
import { reactorsOf } from '../../../net/messages.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import type { HeldMessage } from '../../../state/held.ts'
import { nameOf } from '../../../state/people.ts'
import { Avatar } from '../../avatar.tsx'
import { Dialog } from '../../dialog.tsx'
import { MorePages } from '../../more-pages.tsx'
import { type Page, usePages } from '../../use-pages.ts'
import './reactors-dialog.css'

export interface ReactorsDialogProps {
  line: RoomLine
  me: string
  message: HeldMessage
  /** Which emoji is looked at first. */
  emoji: string | undefined
  onClose(): void
}

/** Who put what to a message. */
export default function ReactorsDialog({ line, me, message, emoji, onClose }: ReactorsDialogProps) {
  const { reactions = [] } = message
  const [chosen, choose] = useState(emoji ?? reactions[0]?.emoji ?? '')
  return (
    <Dialog title="Who reacted" onClose={onClose}>
      {/* biome-ignore lint/a11y/useSemanticElements: it is no set of fields */}
      <div class="reactors-emoji" role="group" aria-label="Reaction">
        {reactions.map(reaction => (
          <button
            key={reaction.emoji}
            class="reaction"
            type="button"
            aria-pressed={reaction.emoji === chosen}
            onClick={() => choose(reaction.emoji)}
          >
            <span class="reaction-emoji">{reaction.emoji}</span>
            <span class="reaction-count">{reaction.count}</span>
          </button>
        ))}
      </div>
      <People key={chosen} line={line} me={me} seq={message.seq} emoji={chosen} />
    </Dialog>
  )
}

interface PeopleProps {
  line: RoomLine
  me: string
  seq: number
  emoji: string
}

function People({ line, me, seq, emoji }: PeopleProps) {
  const pages = usePages<string>(emoji, async after =>
    pageOf(await reactorsOf(line.id, seq, emoji, after)),
  )
  useEffect(() => line.meet(pages.items), [pages.items])
  return (
    <>
      <ul class="reactors" aria-label={`People who reacted with ${emoji}`}>
        {pages.items.map(id => {
          const name = nameOf(line.people.value, id)
          return (
            <li key={id} class="reactor">
              <Avatar id={id} name={name} />
              <span dir="auto">
                {name}
                {id === me && ' (you)'}
              </span>
            </li>
          )
        })}
      </ul>
      <MorePages pages={pages} />
    </>
  )
}

function pageOf(answer: Answer<{ people: string[]; after: string | null }>): Answer<Page<string>> {
  if (!answer.ok) return answer
  const { people, after } = answer.value
  return { ok: true, value: { items: people, after } }
}
