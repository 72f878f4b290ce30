import { useState } from 'preact/hooks'
import type { RoomLine } from '../../net/room-line.ts'
import { deedsFor, type MessageDeed, type Onlooker } from '../../state/deeds.ts'
import type { HeldMessage } from '../../state/held.ts'
import type { Bubble } from '../../state/rows.ts'
import { say } from '../../state/toast.ts'
import { minute } from '../clock.ts'
import type { IconName } from '../icon.tsx'
import { later } from '../later.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import type { Hands } from './hands.ts'
import { QuickReactions } from './reactions/quick-reactions.tsx'
import { bringBack, remove } from './remove-message.ts'

const ReadersDialog = later(() => import('./readers-dialog.tsx'))
const MessageDialog = later(() => import('./message-dialog.tsx'))

/** A message, whose it is, and where it is shown. */
export interface Chosen {
  bubble: Bubble
  by: string
  anchor: Element
}

export interface MessageMenuProps {
  room: string
  line: RoomLine
  chosen: Chosen
  who: Onlooker
  hands: Hands
  onClose(): void
}

/** What can be done with a message, and the question that some of it takes. */
export function MessageMenu({ room, line, chosen, who, hands, onClose }: MessageMenuProps) {
  const { bubble, by, anchor } = chosen
  const { message } = bubble
  const [asking, setAsking] = useState<'report' | 'remove' | 'readers'>()
  const seq = bubble.seq ?? 0
  const deeds = deedsFor(bubble, by, who, minute.value).filter(
    deed => deed !== 'thread' || hands.thread !== undefined,
  )
  if (asking === 'readers')
    return <ReadersDialog line={line} me={who.me} seq={seq} by={by} onClose={onClose} />
  if (asking !== undefined)
    return <MessageDialog asking={asking} room={room} seq={seq} onClose={onClose} />

  function act(deed: MessageDeed) {
    if (deed === 'readers') return setAsking(deed)
    // What others said is asked about: there is a reason to give.
    if (deed === 'report' || (deed === 'remove' && by !== who.me)) return setAsking(deed)
    onClose()
    if (message !== undefined && isAmending(deed)) AMENDING[deed](hands, message)
    else if (!isAmending(deed)) void DEEDS[deed](room, bubble)
  }

  return (
    <Menu label="This message" anchor={anchor} onClose={onClose}>
      {message !== undefined && message.body !== '' && who.may('messages.react') && (
        <div class="menu-reactions">
          <QuickReactions
            message={message}
            count={5}
            onPick={emoji => {
              onClose()
              hands.react(message, emoji)
            }}
            onMore={() => {
              onClose()
              hands.ask({ kind: 'picker', message, anchor })
            }}
          />
        </div>
      )}
      {deeds.map(deed => (
        <MenuItem
          key={deed}
          icon={ITEMS[deed].icon}
          danger={deed === 'remove'}
          onClick={() => act(deed)}
        >
          {ITEMS[deed].label}
        </MenuItem>
      ))}
    </Menu>
  )
}

const ITEMS: Record<MessageDeed, { icon: IconName; label: string }> = {
  reply: { icon: 'reply', label: 'Reply' },
  thread: { icon: 'thread', label: 'Reply in thread' },
  edit: { icon: 'pen', label: 'Edit' },
  pin: { icon: 'pin', label: 'Pin' },
  unpin: { icon: 'pin', label: 'Unpin' },
  reactors: { icon: 'smile', label: 'Who reacted' },
  link: { icon: 'link', label: 'Copy link' },
  copy: { icon: 'copy', label: 'Copy text' },
  readers: { icon: 'eye', label: 'Read by' },
  report: { icon: 'flag', label: 'Report' },
  remove: { icon: 'bin', label: 'Delete' },
  restore: { icon: 'undo', label: 'Bring back' },
}

type Amending = 'reply' | 'thread' | 'edit' | 'pin' | 'unpin' | 'reactors'

/** What the page does with its own hands. */
const AMENDING: Record<Amending, (hands: Hands, message: HeldMessage) => void> = {
  reply: (hands, message) => hands.reply(message),
  thread: (hands, { seq }) => hands.thread?.(seq),
  edit: (hands, { seq }) => hands.edit(seq),
  pin: ({ line }, message) => void line.pin(message, true),
  unpin: ({ line }, message) => void line.pin(message, false),
  reactors: (hands, message) => hands.ask({ kind: 'reactors', message }),
}

function isAmending(deed: MessageDeed): deed is Amending {
  return Object.hasOwn(AMENDING, deed)
}

const DEEDS: Record<
  Exclude<MessageDeed, Amending>,
  (room: string, bubble: Bubble) => Promise<void>
> = {
  link: (room, { seq = 0 }) => copy(`${location.origin}/rooms/${room}?at=${seq}`),
  copy: async (_, { body }) => copy(body),
  readers: async () => {},
  report: async () => {},
  remove: async (room, { seq = 0 }) => {
    const answer = await remove(room, [seq])
    if (!answer.ok) say(answer.refusal.message)
  },
  restore: (room, { seq = 0 }) => bringBack(room, [seq]),
}

/** Pages may not write to the clipboard everywhere, as on plain HTTP. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    say('Copied')
  } catch {
    say('This page may not copy here')
  }
}
