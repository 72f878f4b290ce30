import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Room } from '../../../protocol/events.ts'
import type { Account } from '../../../protocol/rest.ts'
import { reportUse } from '../../net/commands.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { takeErrand } from '../../state/commands/errand.ts'
import { addressOf } from '../../state/held.ts'
import type { Doing } from '../room/doing.ts'
import { ReplyPreview } from '../timeline/quote/reply-preview.tsx'
import { Composer } from './composer.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { PrivateNotes } from './private-notes.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { useCommands } from './use-commands.ts'
import { useWorld } from './use-world.ts'

export interface RoomComposerProps {
  line: RoomLine
  account: Account
  room: Room | undefined
  text: Signal<string>
  doing: Doing
  placeholder: string
  onType(text: string): void
  /** Up, where nothing is typed: to change what one said last. */
  onUp(): void
}

/** Where one writes to a room, and where commands answer. */
export function RoomComposer({
  line,
  account,
  room,
  text,
  doing,
  placeholder,
  onType,
  onUp,
}: RoomComposerProps) {
  const { world, look } = useWorld(line, account, room, text.value.startsWith('/'))
  const commands = useCommands(line, world)
  const { opened, close } = commands
  const replying = doing.replying.value
  useEffect(() => {
    const errand = takeErrand(line.id)
    if (errand !== undefined) line.send(errand)
  }, [line])
  return (
    <>
      <Composer
        text={text}
        pending={line.pending.value}
        placeholder={placeholder}
        world={world}
        above={
          <>
            <PrivateNotes notes={commands.notes} onDismiss={commands.dismiss} />
            {replying !== null && (
              <ReplyPreview message={replying} line={line} onCancel={() => leaveReply(doing)} />
            )}
          </>
        }
        onType={onType}
        onSay={(body, style) => {
          const isTaken = line.send(
            body,
            style,
            replying === null ? {} : { replyTo: addressOf(replying) },
          )
          if (isTaken) doing.replying.value = null
          return isTaken
        }}
        onUp={onUp}
        onEscape={() => leaveReply(doing)}
        onSaid={name => void reportUse(name)}
        onCommand={commands.run}
        onLook={look}
      />
      {opened?.kind === 'help' && (
        <HelpDialog
          commands={world.commands}
          q={opened.q}
          onClose={close}
          onChoose={name => {
            close()
            onType(`/${name} `)
          }}
        />
      )}
      {opened?.kind === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </>
  )
}

function leaveReply(doing: Doing): void {
  doing.replying.value = null
  document.getElementById('composer')?.focus()
}
