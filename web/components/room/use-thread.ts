import type { RoomLine } from '../../net/room-line.ts'
import type { Onlooker } from '../../state/deeds.ts'
import type { Doing, Editing, OpenThread } from './doing.ts'
import type { SidePanel } from './side-panel.ts'
import { showMessage, useDeepLink } from './use-deep-link.ts'
import { useRefusals } from './use-refusals.ts'

export interface ThreadPlace {
  thread: OpenThread | null
  open(seq: number): void
  close(): void
  /** Brings a message into view, in its thread if it stands in one. */
  jump(seq: number): void
  /** What stands beside the room, where a thread is in its place. */
  beside: SidePanel
}

/** The thread that stands open in a room, and what leads into one. */
export function useThread(
  line: RoomLine,
  who: Onlooker,
  doing: Doing,
  panel: SidePanel,
): ThreadPlace {
  const thread = doing.thread.value
  const open = (seq: number, at?: number, editing?: Editing) => {
    panel.uncover()
    doing.thread.value = { seq, ...(at && { at }), ...(editing && { editing }) }
  }
  const close = () => {
    doing.thread.value = null
  }

  /** @returns whether it is the room that shows it */
  async function show(seq: number, editing?: Editing): Promise<boolean> {
    const isShown = await showMessage(line, seq, (thread, at) => open(thread, at, editing))
    // On a small screen a thread stands before the room.
    if (isShown && !panel.isWide) close()
    return isShown
  }

  /** A message is changed again, where it stands. */
  async function rewrite(seq: number, body: string) {
    const editing = { seq, body }
    if (doing.thread.peek()?.seq === seq) open(seq, undefined, editing)
    else if (await show(seq, editing)) doing.editing.value = editing
  }

  useDeepLink(line, open)
  useRefusals(line, who, (seq, body) => void rewrite(seq, body))
  return {
    thread,
    open,
    close,
    jump: seq => void show(seq),
    beside: {
      ...panel,
      toggle: side => {
        const isCovered = thread !== null && panel.beside === side
        close()
        if (!isCovered) panel.toggle(side)
      },
    },
  }
}
