import { describe, expect, it } from 'vitest'
import type { HistoryQuery } from '../../../../protocol/rest.ts'
import type { Identity } from '../../../../worker/domain/identity.ts'
import { as } from '../../support/as.ts'
import { fill } from '../../support/fill.ts'
import { person } from '../../support/people.ts'
import { enter, type RoomStub, room } from '../../support/rooms.ts'

async function read(stub: RoomStub, who: Identity, query: HistoryQuery) {
  const outcome = await as(stub, who).history(query)
  if (!outcome.ok) throw new Error(outcome.problem)
  const { messages, before, after } = outcome.value
  return { seqs: messages.map(message => message.seq), before, after, messages }
}

// A room with Ada: seqs 1 and 2 make it hers, 3 to 12 are messages.
async function tenMessages() {
  const ada = await person('Ada')
  const stub = await room(ada)
  await fill(stub, ada, 10)
  return { ada, stub }
}

describe('the history of a room', () => {
  it('begins with the newest page and walks back to the first', async () => {
    const { ada, stub } = await tenMessages()
    const newest = await read(stub, ada, { limit: 4 })
    expect(newest).toMatchObject({ seqs: [9, 10, 11, 12], before: 9, after: null })
    const middle = await read(stub, ada, { limit: 4, before: 9 })
    expect(middle).toMatchObject({ seqs: [5, 6, 7, 8], before: 5, after: 8 })
    const first = await read(stub, ada, { limit: 4, before: 5 })
    expect(first).toMatchObject({ seqs: [3, 4], before: null, after: 4 })
  })

  it('walks forward to the newest', async () => {
    const { ada, stub } = await tenMessages()
    expect(await read(stub, ada, { limit: 6, after: 0 })).toMatchObject({
      seqs: [3, 4, 5, 6, 7, 8],
      before: null,
      after: 8,
    })
    expect(await read(stub, ada, { limit: 6, after: 8 })).toMatchObject({
      seqs: [9, 10, 11, 12],
      before: 9,
      after: null,
    })
  })

  it('finds the page before a moment, as the seeds page', async () => {
    const { ada, stub } = await tenMessages()
    const { messages } = await read(stub, ada, { limit: 10 })
    await new Promise(resolve => setTimeout(resolve, 5))
    const { line } = await enter(stub, ada)
    line.send('later')
    await line.next('events')
    const last = messages.at(-1)?.at ?? 0
    expect(await read(stub, ada, { limit: 2, beforeTs: last + 1 })).toMatchObject({
      seqs: [11, 12],
    })
    expect(await read(stub, ada, { limit: 2, beforeTs: 0 })).toMatchObject({ seqs: [] })
    expect(await read(stub, ada, { limit: 2, beforeTs: Date.now() + 1_000 })).toMatchObject({
      seqs: [12, 13],
      after: null,
    })
  })

  it('is empty before the first and after the last', async () => {
    const { ada, stub } = await tenMessages()
    expect(await read(stub, ada, { limit: 5, before: 1 })).toMatchObject({ seqs: [], before: null })
    expect(await read(stub, ada, { limit: 5, after: 12 })).toMatchObject({ seqs: [], after: null })
  })
})
