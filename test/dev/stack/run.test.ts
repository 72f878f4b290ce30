import { mkdtemp, rm } from 'node:fs/promises'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Stack } from '../../support/stack.ts'

describe('npm run dev', () => {
  let folder: string
  let stack: Stack

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alcove-run-'))
    stack = await Stack.start('dev', folder)
  })
  afterAll(async () => {
    await stack.end()
    await rm(folder, { recursive: true, force: true })
  })

  const ready = async () => (await fetch(`${stack.url}/api/ready`)).json()

  it('serves the page and an API that reaches Postgres and Redis', async () => {
    const page = await fetch(stack.url)
    expect(await page.text()).toContain('<title>')
    expect(await ready()).toEqual({ ready: true, postgres: true, redis: true })
  })

  it('lets everything go before hashing', () => {
    const all = [...stack.processes()]
    const hashing = all.find(([, args]) => args.includes('hashing/process'))?.[0] ?? -1
    const others = all.filter(([pid]) => pid !== hashing).map(([pid]) => getPriority(pid))
    expect(getPriority(hashing)).toBeGreaterThan(Math.max(...others))
  })

  it('tells a second one in the same folder, in one sentence', async () => {
    const { said, code } = await Stack.refused('dev', folder)
    expect(code).toBe(1)
    expect(said).toMatch(/^The folder .* is in use by process \d+: .*\.\n$/m)
    expect(said).not.toContain('    at ')
  })

  it('starts a part again that dies, and says so', async () => {
    const [worker] = [...stack.processes()].filter(([, args]) => args.includes('wrangler'))
    if (worker === undefined) throw new Error('no wrangler')
    process.kill(worker[0], 'SIGKILL')
    await expect.poll(() => stack.said, { timeout: 30_000 }).toContain('is started again')
    await expect.poll(ready, { timeout: 60_000, interval: 1_500 }).toMatchObject({ ready: true })
  })

  it('ends every process it started with Ctrl-C', async () => {
    const started = stack.processes()
    expect(started.size).toBeGreaterThan(4)
    await stack.end()
    const left = () => [...started].filter(([pid]) => isAlive(pid))
    await expect.poll(left, { timeout: 10_000 }).toEqual([])
  })
})

describe('npm run dev that cannot start', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'alcove-refused-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it.each([
    ['an unknown option', ['--prot', '1'], {}, '--prot is not an option'],
    ['a port that is none', ['--port', '0'], {}, '0 is not a port'],
    [
      'a database that does not answer',
      [],
      { DATABASE_URL: 'postgres://ada:secret-word@127.0.0.1:9/alcove' },
      'DATABASE_URL',
    ],
  ])('says so in plain words: %s', async (_, options, variables, words) => {
    const { said, code } = await Stack.refused('dev', folder, options, variables)
    expect(code).toBe(1)
    expect(said).toContain(words)
    expect(said).not.toContain('    at ')
    expect(said).not.toContain('secret-word')
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
