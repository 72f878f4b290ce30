import { PRESENCE_COALESCE_MS } from '../../protocol/limits.ts'
import { LOOK_AGAIN_MS } from '../../worker/inbox/watching.ts'
import type { InboxWork } from './inbox-work.ts'
import { DAYS } from './month.ts'
import { FRAMES_PER_REQUEST } from './prices.ts'
import { CALL_S, HELLO_S, MESSAGE_S } from './seconds.ts'

/** Rows that waking reads, counted in workerd: the table of tables, the alarm, what is believed; with some to spare. */
const WAKE_ROWS = 10
/**
 * Rows that a question, a change or an alarm reads beside those of all watchers: whom something is owed to, by an
 * index of hardly anybody, whether there is anybody, and who it is that asks. Counted in workerd: seven, five, three.
 */
const LOOK_ROWS = 7
/** Inboxes that one asks, or tells, at the same time; watching.ts and telling.ts keep the number to themselves. */
const GROUP = 25

/** A call from object to object is billed like one from the Worker. */
export function inboxRequestsOf(work: InboxWork): number {
  const { sockets, watches, turns, asks, tellings, vain, lessAlarms, leaseAlarms } = work
  // A hello and a close for each socket; pings are answered by the runtime for nothing.
  const frames = sockets * 2 + watches + turns
  const calls = asks + tellings + vain
  return sockets + frames / FRAMES_PER_REQUEST + calls + lessAlarms + leaseAlarms
}

export function inboxRowsWrittenOf(work: InboxWork): number {
  const { sockets, rows, changes, lessAlarms, leaseAlarms } = work
  // That it closed is kept, whoever watches; and that its person is back, as if each were the only one
  // and a reload.
  const perSocket = 2
  // A watcher's row, and its deletion.
  const perRow = 2
  // The alarm, and the one that looks at the leases again after it. Since when somebody has turned away
  // stands with the socket.
  const perLess = 2
  // What is believed, and when it was checked who may know. Half of the changes are to more: as if each
  // was a coming, which sets the alarm that looks at the leases. That sets the next.
  const perChange = 1.5
  return (
    sockets * perSocket + rows * perRow + lessAlarms * perLess + changes * perChange + leaseAlarms
  )
}

/** Counted in workerd, statement by statement. */
export function inboxRowsReadOf(work: InboxWork): number {
  const { sockets, watches, turns, asks, tellings, vain, changes, lessAlarms, leaseAlarms } = work
  // Each may find the inbox asleep.
  const wakings = sockets * 2 + watches + turns + asks + tellings + vain + lessAlarms + leaseAlarms
  // Every socket's close is a look, and its person's return, and so is every turn.
  const looks = asks + changes + lessAlarms + leaseAlarms + sockets * 2 + turns
  // A change reads all who watch to see whether there is anybody to be checked, and to tell them. Who asks is
  // found by their key; to take in somebody new, the others are counted.
  const lists = changes * 2 + work.rows
  // Who answered is found by their key, whatever they said.
  return wakings * WAKE_ROWS + looks * LOOK_ROWS + lists * work.watchers + tellings + vain
}

/** Seconds that inboxes are awake, overlapping as those of rooms do. @param tail seconds until they sleep */
export function inboxSeconds(work: InboxWork, talkingSeconds: number, tail: number): number {
  const { inboxes, sockets, watches, again, turns, asks } = work
  const { tellings, vain, changes, checks, lessAlarms } = work
  if (inboxes === 0 || talkingSeconds === 0) return 0
  const gathered = PRESENCE_COALESCE_MS / 1_000 + MESSAGE_S
  const socket = HELLO_S + MESSAGE_S + 2 * tail
  // It asks Postgres, then the others. All who have a row are told.
  const watch = CALL_S + roundSeconds(work.watched) + tail
  const change = roundSeconds(work.watchers) + tail
  const seconds =
    sockets * socket +
    watches * watch +
    // The timer keeps it awake, and its sleep is put off by as much.
    again * (LOOK_AGAIN_MS / 1_000 + CALL_S) +
    changes * change +
    checks * CALL_S +
    (turns + tellings) * (gathered + tail) +
    (asks + vain + lessAlarms) * (MESSAGE_S + tail)
  const talking = inboxes * talkingSeconds * (1 - Math.exp(-seconds / inboxes / talkingSeconds))
  // Between two looks at the leases it sleeps.
  const silent = work.leaseAlarms * (MESSAGE_S + tail)
  return Math.min(talking + silent, inboxes * DAYS * 86_400)
}

/** One call waits for the slowest of its group. */
function roundSeconds(people: number): number {
  return Math.ceil(people / GROUP) * CALL_S
}
