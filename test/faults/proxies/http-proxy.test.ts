import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Seed } from '../seed.ts'
import { HttpProxy } from './http-proxy.ts'

let carriedOut: string[]
let server: ReturnType<typeof createServer>
let proxy: HttpProxy

beforeEach(async () => {
  carriedOut = []
  server = createServer((asked, answer) => {
    carriedOut.push(asked.url ?? '')
    answer.end(`did ${asked.url}`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  proxy = await HttpProxy.start(`http://127.0.0.1:${port}/`, new Seed(1))
})
afterEach(async () => {
  await proxy.close()
  server.closeAllConnections()
  server.close()
})

const ask = async (path: string, patience = 5_000) => {
  const answer = await fetch(proxy.url + path, { signal: AbortSignal.timeout(patience) })
  return { status: answer.status, text: await answer.text() }
}

describe('a proxy in front of a server', () => {
  it('passes everything on while all is well', async () => {
    expect(await ask('one')).toEqual({ status: 200, text: 'did /one' })
  })

  it('refuses before anything is carried out', async () => {
    proxy.inflict({ kind: 'refuse' })
    await expect(ask('one')).rejects.toThrow()
    expect(carriedOut).toEqual([])
  })

  it('hangs until it is healed', async () => {
    proxy.inflict({ kind: 'hang' })
    await expect(ask('one', 300)).rejects.toThrow(/timeout/)
    proxy.heal()
    expect(await ask('two')).toMatchObject({ status: 200 })
    expect(carriedOut).toEqual(['/two'])
  })

  it('answers in the place of the server', async () => {
    proxy.inflict({ kind: 'status', status: 503 })
    expect(await ask('one')).toMatchObject({ status: 503 })
    expect(carriedOut).toEqual([])
  })

  it.each(['lose', 'cut'] as const)('lets it happen and does not say so: %s', async kind => {
    proxy.inflict({ kind })
    await expect(ask('one')).rejects.toThrow()
    expect(carriedOut).toEqual(['/one'])
  })

  it('asks twice and answers once', async () => {
    proxy.inflict({ kind: 'repeat' })
    expect(await ask('one')).toMatchObject({ text: 'did /one' })
    expect(carriedOut).toEqual(['/one', '/one'])
  })

  it('lets another request go first', async () => {
    // Of three requests, the seed lets the second one meet with it.
    proxy.inflict({ kind: 'reorder' }, 0.5)
    await ask('zero')
    const first = ask('first')
    await new Promise(resolve => setTimeout(resolve, 100))
    await Promise.all([first, ask('second')])
    expect(carriedOut).toEqual(['/zero', '/second', '/first'])
  })

  it('meets as many as it is told to, the same ones for the same seed', async () => {
    proxy.inflict({ kind: 'status', status: 500 }, 0.5)
    const statuses: number[] = []
    for (let n = 0; n < 20; n++) statuses.push((await ask(`${n}`)).status)
    const seed = new Seed(1)
    expect(statuses).toEqual(statuses.map(() => (seed.next() < 0.5 ? 500 : 200)))
  })
})
