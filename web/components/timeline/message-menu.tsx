import { useState } from 'preact/hooks'
import { deedsFor, type MessageDeed, type Onlooker } from '../../state/deeds.ts'
import type { Bubble } from '../../state/rows.ts'
import { say } from '../../state/toast.ts'
import { minute } from '../clock.ts'
import type { IconName } from '../icon.tsx'
import { later } from '../later.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { bringBack, remove } from './remove-message.ts'

const MessageDialog = later(() => import('./message-dialog.tsx'))

/** A message, whose it is, and where it is shown. */
export interface Chosen {
  bubble: Bubble
  by: string
  anchor: Element
}

export interface MessageMenuProps {
  room: string
  chosen: Chosen
  who: Onlooker
  onThread(seq: number): void
  onClose(): void
}

/** What can be done with a message, and the question that some of it takes. */
export function MessageMenu({ room, chosen, who, onThread, onClose }: MessageMenuProps) {
  const { bubble, by, anchor } = chosen
  const [asking, setAsking] = useState<'report' | 'remove'>()
  const seq = bubble.seq ?? 0
  if (asking !== undefined)
    return <MessageDialog asking={asking} room={room} seq={seq} onClose={onClose} />

  function act(deed: Offered) {
    // What others said is asked about: there is a reason to give.
    if (deed === 'report' || (deed === 'remove' && by !== who.me)) return setAsking(deed)
    onClose()
    if (deed === 'thread') return onThread(seq)
    void DEEDS[deed](room, bubble)
  }

  return (
    <Menu label="This message" anchor={anchor} onClose={onClose}>
      {deedsFor(bubble, by, who, minute.value)
        .filter(isOffered)
        .map(deed => (
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

/** What is done in a menu. */
type Offered = 'copy' | 'report' | 'remove' | 'restore' | 'thread'

function isOffered(deed: MessageDeed): deed is Offered {
  return deed in ITEMS
}

const ITEMS: Record<Offered, { icon: IconName; label: string }> = {
  copy: { icon: 'copy', label: 'Copy text' },
  thread: { icon: 'talk', label: 'Reply in thread' },
  report: { icon: 'flag', label: 'Report' },
  remove: { icon: 'bin', label: 'Delete' },
  restore: { icon: 'undo', label: 'Bring back' },
}

const DEEDS: Record<Exclude<Offered, 'thread'>, (room: string, bubble: Bubble) => Promise<void>> = {
  copy: async (_, { body }) => copy(body),
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
