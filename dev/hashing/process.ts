import { setImmediate } from 'node:timers/promises'
import { answer } from '../../worker/hashing/answer.ts'
import { openEndpoint, parseJson } from '../endpoint.ts'
import { giveWay } from './priority.ts'

// worker/hashing over HTTP, in a process of its own: the local runtime has one thread for the Worker
// and all rooms, and a hash takes that for a fraction of a second. One thread of this process is all
// it ever has. Its port is the first argument; it says its address and ends with its parent.

process.once('disconnect', () => process.exit())

let last: Promise<unknown> = Promise.resolve()
const endpoint = await openEndpoint(Number(process.argv[2]), async ({ body }) => {
  // Between any two it hears whether its parent is gone.
  const turn = last.then(() => setImmediate())
  const computed = turn.then(() => answer(parseJson(body)))
  last = computed.catch(() => {})
  const found = await computed
  return found === undefined
    ? { status: 400, body: 'Not a question.' }
    : { status: 200, body: found }
})
process.send?.(endpoint.url)
giveWay()
