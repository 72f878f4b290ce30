import { arrive, gather } from './arrivals.ts'
import type { Client } from './client.ts'
import { dialects } from './dialects/index.ts'
import { load } from './load.ts'
import { type Answers, type Order, orderSchema } from './orders.ts'
import { Script } from './script.ts'

// The generator as a process of its own: what it costs is not the server's, and what the server
// keeps busy does not make it late.

let clients: Client[] = []
let failures: string[] = []

process.on('disconnect', () => process.exit())
process.on('message', async message => {
  const answer = await obey(orderSchema.parse(message)).catch((error: Error) => {
    failures.push(error.message)
    return null
  })
  process.send?.({ answer, failures })
  failures = []
})
process.send?.('ready')

async function obey(order: Order): Promise<Answers[Order['kind']]> {
  switch (order.kind) {
    case 'gather': {
      const fail = (reason: string) => failures.push(reason)
      const gathered = await gather(order.seats, dialects[order.subject], fail)
      clients = gathered.clients
      return gathered.welcomes.map(welcome => welcome.position)
    }
    case 'load':
      return await load(clients, order.load)
    case 'leave':
      for (const client of clients) client.leave()
      clients = []
      return null
    case 'arrive': {
      const { arrivals, perSecond, subject } = order
      const arrived = await arrive(arrivals, dialects[subject], perSecond, expected(order))
      for (const client of arrived.clients) client.leave()
      return arrived.report
    }
    default:
      return order satisfies never
  }
}

function expected({ expected }: Extract<Order, { kind: 'arrive' }>) {
  if (expected === undefined) return undefined
  return { script: new Script(expected.run, 0, 1), messages: expected.messages }
}
