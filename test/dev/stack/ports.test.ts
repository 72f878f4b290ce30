import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { freePort, isFree, publicPort } from '../../../dev/stack/ports.ts'

describe('a port', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  async function occupy(host: string): Promise<number> {
    const port = await freePort()
    const server = createServer().listen(port, host)
    servers.push(server)
    await once(server, 'listening')
    return port
  }

  it.each(['127.0.0.1', '0.0.0.0', '::1', '::'])('is taken by a listener on %s', async host => {
    const port = await occupy(host)
    expect(await isFree(port)).toBe(false)
  })

  it('is the next free one when the default is taken', async () => {
    const taken = await occupy('127.0.0.1')
    expect(await publicPort(undefined, taken)).toBeGreaterThan(taken)
  })

  it('is refused with a remedy when it was asked for and is taken', async () => {
    const taken = await occupy('127.0.0.1')
    await expect(publicPort(taken, 5173)).rejects.toThrow(
      `Port ${taken} is taken: give another one with --port, or leave --port out.`,
    )
  })
})
