import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ringEveryMinute } from '../../../dev/stack/cron.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('the minute of the local stack', () => {
  it('is rung for a part that has one, once a minute', async () => {
    const asked: (string | undefined)[] = []
    const server = createServer((request, answer) => {
      asked.push(request.url)
      answer.end('ok')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    vi.useFakeTimers({ toFake: ['setInterval'] })
    ringEveryMinute({})
    ringEveryMinute({ cron: `http://127.0.0.1:${port}/cdn-cgi/handler/scheduled` })
    vi.advanceTimersByTime(59_000)
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(61_000)
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    expect(new Set(asked)).toEqual(new Set(['/cdn-cgi/handler/scheduled']))
    server.closeAllConnections()
    server.close()
  })
})
