import { useEffect, useMemo } from 'preact/hooks'
import type { Message } from '../../../../protocol/rest.ts'
import { pinnedMessages } from '../../../net/messages.ts'
import type { RoomLine } from '../../../net/room-line.ts'
import type { Onlooker } from '../../../state/deeds.ts'
import { nameOf } from '../../../state/people.ts'
import { pinsTold } from '../../../state/pins.ts'
import { quotedText } from '../../../state/quote.ts'
import { BlockedEntry } from '../../blocked-entry.tsx'
import { Complaint } from '../../complaint.tsx'
import { Icon } from '../../icon.tsx'
import { IconButton } from '../../icon-button.tsx'
import { Time } from '../../time.tsx'
import { useLoaded } from '../../use-loaded.ts'
import './pins-section.css'

export interface PinsSectionProps {
  line: RoomLine
  who: Onlooker
  /** Brings a message into view. */
  onJump(seq: number): void
}

/** What the room keeps in view. */
export function PinsSection({ line, who, onJump }: PinsSectionProps) {
  const { state, reload } = useLoaded(() => pinnedMessages(line.id))
  const { events } = line.timeline.value
  const told = useMemo(() => pinsTold(events), [events])
  useEffect(() => {
    if (told > 0) void reload()
  }, [told])
  const messages = state.phase === 'here' ? state.value.messages : []
  useEffect(() => line.meet(messages.map(({ by }) => by)), [messages])
  return (
    <section class="pins" aria-labelledby="pins-title">
      <h3 class="pins-title" id="pins-title">
        <Icon name="pin" size={16} /> Pinned
        {messages.length > 0 && <span class="pins-count">{messages.length}</span>}
      </h3>
      {state.phase === 'failed' && <Complaint text={state.message} />}
      {state.phase === 'here' && messages.length === 0 && (
        <p class="pins-none">Nothing is pinned here.</p>
      )}
      <ul class="pins-list">
        {messages.map(message => (
          <li key={message.seq}>
            <BlockedEntry by={message.by}>
              <Pin line={line} who={who} message={message} onJump={onJump} />
            </BlockedEntry>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Pin({ line, who, message, onJump }: PinsSectionProps & { message: Message }) {
  const { seq, by, at, body } = message
  const name = nameOf(line.people.value, by)
  return (
    <div class="pin">
      <button
        class="pin-message"
        type="button"
        title="Show in the room"
        onClick={() => onJump(seq)}
      >
        <span class="pin-head">
          <strong dir="auto">{name}</strong> <Time at={at} />
        </span>
        <span class="pin-words" dir="auto">
          {quotedText(body)}
        </span>
      </button>
      {who.may('messages.pin') && (
        <IconButton
          icon="close"
          label={`Unpin the message of ${name}`}
          onClick={() => void line.pin(message, false)}
        />
      )}
    </div>
  )
}
