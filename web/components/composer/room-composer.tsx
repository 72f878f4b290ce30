import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { MessageStyle, Room } from '../../../protocol/events.ts'
import type { Account, Scheduled } from '../../../protocol/rest.ts'
import { reportUse } from '../../net/commands.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { takeErrand } from '../../state/commands/errand.ts'
import { typedFor } from '../../state/commands/typed.ts'
import { Draft, prefixed } from '../../state/draft.ts'
import { addressOf, heldAt } from '../../state/held.ts'
import { say } from '../../state/toast.ts'
import { momentWords } from '../../state/writing/moment-words.ts'
import { LOCALE } from '../clock.ts'
import type { Doing } from '../room/doing.ts'
import { shelf } from '../shelf.ts'
import { UnsentAnswers } from '../thread/unsent-answers.tsx'
import { ReplyPreview } from '../timeline/quote/reply-preview.tsx'
import { Composer } from './composer.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { PrivateNotes } from './private-notes.tsx'
import { ScheduledLine } from './scheduled-line.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { useCommands } from './use-commands.ts'
import { useNameable } from './use-nameable.ts'
import { useScheduled } from './use-scheduled.ts'
import { useWorld } from './use-world.ts'

export interface RoomComposerProps {
  line: RoomLine
  account: Account
  room: Room | undefined
  text: Signal<string>
  doing: Doing
  placeholder: string
  onType(text: string): void
  /** Opens a thread. */
  onThread(seq: number): void
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
  onThread,
  onUp,
}: RoomComposerProps) {
  const typed = text.value
  const { world, look } = useWorld(line, account, room, /^\/|@/.test(typed))
  const nameable = useNameable({ line, me: account.id, room, people: world.people, text: typed })
  const commands = useCommands(line, world)
  const scheduled = useScheduled(line.id)
  const { opened, close } = commands
  const replying = doing.replying.value
  useEffect(() => {
    const errand = takeErrand(line.id)
    if (errand !== undefined) line.send(errand)
  }, [line])

  async function sayLater(at: number, body: string, style?: MessageStyle) {
    const replyTo = replying === null ? {} : { replyTo: addressOf(replying) }
    const answer = await scheduled.add({ at, body, ...(style && { style }), ...replyTo })
    if (!answer.ok) return { message: answer.refusal.message }
    doing.replying.value = null
    say(`It will be said ${momentWords(at, Date.now(), LOCALE)}.`)
    return undefined
  }

  /** What was to stand in a thread goes back to where that is answered. */
  function takeBack({ body, style, thread, replyTo }: Scheduled) {
    if (thread !== undefined) {
      const draft = new Draft(shelf(), account.id, `${line.id}:${thread.seq}`)
      draft.write(prefixed(typedFor(body, style), draft.read()))
      // One that is open is opened anew, with what is written there now.
      doing.thread.value = null
      setTimeout(() => {
        doing.thread.value = { seq: thread.seq }
      })
      return
    }
    const answered = replyTo && heldAt(line.timeline.value.events, replyTo.seq)
    if (answered !== undefined) doing.replying.value = answered
    onType(prefixed(typedFor(body, style), text.value))
    document.getElementById('composer')?.focus()
  }

  return (
    <>
      <Composer
        text={text}
        pending={line.pending.value}
        placeholder={placeholder}
        world={world}
        nameable={nameable}
        above={
          <>
            <PrivateNotes notes={commands.notes} onDismiss={commands.dismiss} />
            <UnsentAnswers line={line} open={doing.thread.value?.seq} onOpen={onThread} />
            <ScheduledLine scheduled={scheduled} onTakeBack={takeBack} />
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
        onLater={sayLater}
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
