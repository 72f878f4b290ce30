import { scrypt as compute, randomBytes, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'
import { HASH_BYTES, type Scrypt } from '../../worker/domain/scrypt.ts'
import { answer } from '../../worker/hashing/answer.ts'
import { openEndpoint, parseJson } from '../endpoint.ts'
import { Courtesy } from './courtesy.ts'

// worker/hashing over HTTP, in a process of its own: the local runtime has one thread for the Worker
// and all rooms, and a hash takes that for a fraction of a second. One hash at a time is all it ever
// computes. Its port is the first argument; it says its address and ends with its parent.

process.once('disconnect', () => process.exit())

const run = promisify<Uint8Array, Uint8Array, number, ScryptOptions, Buffer>(compute)
const courtesy = new Courtesy()

/** Beside this thread, which meanwhile hears whether its parent is gone. */
const scrypt: Scrypt = async (input, salt, { ln, r, p }) =>
  await courtesy.yielding(() => run(input, salt, HASH_BYTES, { N: 2 ** ln, r, p }))

// Any page in a browser here could ask, and keep people from signing in: only who knows the path may.
const path = `/${randomBytes(16).toString('hex')}`
const endpoint = await openEndpoint(Number(process.argv[2]), async ({ path: asked, body }) => {
  if (asked !== path) return { status: 404, body: 'Nothing here.' }
  const found = await answer(parseJson(body), scrypt)
  return found === undefined
    ? { status: 400, body: 'Not a question.' }
    : { status: 200, body: found }
})
process.send?.(endpoint.url + path)
