import { useEffect, useState } from 'preact/hooks'
import type { Scheduled, ScheduleMessage } from '../../../protocol/rest.ts'
import type { Answer } from '../../net/api.ts'
import { loadScheduled, schedule, withdraw } from '../../net/scheduled.ts'
import { nextLook, withScheduled } from '../../state/writing/scheduled.ts'

export interface ScheduledMessages {
  all: readonly Scheduled[]
  add(message: ScheduleMessage): Promise<Answer<Scheduled>>
  withdraw(id: string): Promise<Answer<unknown>>
  /** Finds out anew which there are. */
  look(): void
}

/** What the person has written for later in a room. It is looked for again when some of it may have been said. */
export function useScheduled(room: string): ScheduledMessages {
  const [{ of, all }, set] = useState<{ of: string; all: readonly Scheduled[] }>(NONE)
  const [looks, setLooks] = useState(0)
  const own = of === room ? all : NONE.all
  const look = () => setLooks(count => count + 1)

  useEffect(() => {
    let isOver = false
    void loadScheduled(room).then(answer => {
      if (!isOver && answer.ok) set({ of: room, all: answer.value })
    })
    addEventListener('online', look)
    return () => {
      isOver = true
      removeEventListener('online', look)
    }
  }, [room, looks])

  useEffect(() => {
    const wait = nextLook(own, Date.now())
    if (wait === undefined) return
    const timer = setTimeout(look, wait)
    return () => clearTimeout(timer)
  }, [own])

  /** What is there now, or when the room is another, nothing of it. */
  function change(to: (all: readonly Scheduled[]) => readonly Scheduled[]) {
    set(now => (now.of === room ? { of: room, all: to(now.all) } : now))
  }

  return {
    all: own,
    look,
    add: async message => {
      const answer = await schedule(room, message)
      if (answer.ok) change(now => withScheduled(now, answer.value))
      return answer
    },
    withdraw: async id => {
      const answer = await withdraw(room, id)
      if (answer.ok) change(now => now.filter(one => one.id !== id))
      // It has been said meanwhile, or was withdrawn elsewhere.
      else if (answer.refusal.code === 'not_found') look()
      return answer
    },
  }
}

const NONE: { of: string; all: readonly Scheduled[] } = { of: '', all: [] }
