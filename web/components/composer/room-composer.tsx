import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Room } from '../../../protocol/events.ts'
import type { Account } from '../../../protocol/rest.ts'
import { reportUse } from '../../net/commands.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { takeErrand } from '../../state/commands/errand.ts'
import { Composer } from './composer.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { PrivateNotes } from './private-notes.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { useCommands } from './use-commands.ts'
import { useNameable } from './use-nameable.ts'
import { useWorld } from './use-world.ts'

export interface RoomComposerProps {
  line: RoomLine
  account: Account
  room: Room | undefined
  text: Signal<string>
  placeholder: string
  onType(text: string): void
}

/** Where one writes to a room, and where commands answer. */
export function RoomComposer({
  line,
  account,
  room,
  text,
  placeholder,
  onType,
}: RoomComposerProps) {
  const typed = text.value
  const { world, look } = useWorld(line, account, room, /^\/|@/.test(typed))
  const nameable = useNameable({ line, me: account.id, room, people: world.people, text: typed })
  const commands = useCommands(line, world)
  const { opened, close } = commands
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
        nameable={nameable}
        above={<PrivateNotes notes={commands.notes} onDismiss={commands.dismiss} />}
        onType={onType}
        onSay={(body, style) => line.send(body, style)}
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
