import { useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { Call } from '../../../protocol/slash/commands.ts'
import type { World } from '../../../protocol/slash/complete.ts'
import { loadAccount } from '../../net/account.ts'
import type { Answer } from '../../net/api.ts'
import { reportUse, runCommand } from '../../net/commands.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { loadRooms } from '../../net/rooms.ts'
import { send } from '../../state/commands/errand.ts'
import { type Note, withNote, withoutNote } from '../../state/commands/notes.ts'
import { type Trouble, troubleFrom } from '../../state/commands/trouble.ts'
import { chooseTheme } from '../theme.ts'
import { favour, shun } from './page-commands.ts'

/** What is open over the room. */
export type Opened = { kind: 'help'; q: string } | { kind: 'shortcuts' } | null

export interface Commands {
  notes: readonly Note[]
  opened: Opened
  close(): void
  dismiss(note: number): void
  /** Does what a command says. @returns why it did nothing, if it did not */
  run(call: Call, typed: string): Promise<Trouble | undefined>
}

/** Does commands in one room, and keeps what they were answered with. */
export function useCommands(line: RoomLine, { people }: World): Commands {
  const { route } = useLocation()
  const [notes, setNotes] = useState<readonly Note[]>([])
  const [opened, open] = useState<Opened>(null)

  /** What the page itself does, with what to tell of it; null for what is the server's. */
  async function perform(call: Call): Promise<Answer<string> | null> {
    switch (call.name) {
      case 'help':
        open({ kind: 'help', q: call.given.command ?? '' })
        return DONE
      case 'shortcuts':
        open({ kind: 'shortcuts' })
        return DONE
      case 'theme':
        chooseTheme(call.given.theme)
        return DONE
      case 'clear':
        setNotes([])
        line.toNewest()
        return DONE
      case 'search':
        route(`/directory?${new URLSearchParams({ q: call.given.words })}`)
        return DONE
      case 'favourite':
        return await favour(line.id)
      case 'block':
      case 'unblock':
        return await shun(call, call.name === 'block' ? people : [])
      case 'leave':
        return await depart()
      default:
        return null
    }
  }

  /** By the line, which else would take the room's goodbye for bad news. */
  async function depart(): Promise<Answer<string>> {
    const answer = await line.leave()
    if (!answer.ok) return answer
    route('/')
    return DONE
  }

  async function ask(call: Call, typed: string): Promise<Trouble | undefined> {
    const answer = await runCommand(line.id, typed)
    if (!answer.ok) return troubleFrom(answer.refusal, call.name)
    const { text, go, say } = answer.value
    if (TELLING.has(call.name)) void loadAccount()
    if (MOVING.has(call.name)) await loadRooms()
    if (go === undefined || go === line.id) {
      tell(typed, text)
      if (say !== undefined) line.send(say)
    } else {
      if (say !== undefined) send({ room: go, body: say })
      route(`/rooms/${go}`)
    }
    return undefined
  }

  function tell(typed: string, text: string) {
    if (text !== '') setNotes(all => withNote(all, typed, text))
  }

  return {
    notes,
    opened,
    close: () => open(null),
    dismiss: id => setNotes(all => withoutNote(all, id)),
    run: async (call, typed) => {
      const own = await perform(call)
      if (own === null) return await ask(call, typed)
      if (!own.ok) return troubleFrom(own.refusal, call.name)
      tell(typed, own.value)
      void reportUse(call.name)
      return undefined
    },
  }
}

/** There is nothing to tell that is not seen. */
const DONE: Answer<string> = { ok: true, value: '' }

/** After these the list of rooms is another. */
const MOVING: ReadonlySet<string> = new Set(['join', 'create', 'msg'])
/** After these one's own account is. */
const TELLING: ReadonlySet<string> = new Set(['nick', 'status', 'away', 'back'])
