import { describe, expect, it } from 'vitest'
import { startHashing } from '../../../dev/hashing/hashing.ts'
import { forkPlatform } from '../../../dev/platform-child.ts'
import { platformEnv } from '../../support/servers.ts'

const question = () => ({
  id: crypto.randomUUID(),
  input: btoa('x'.repeat(32)),
  salt: btoa('y'.repeat(16)),
  ln: 14,
  r: 8,
  p: 5,
})

async function ask(url: string, question: unknown): Promise<Response> {
  return await fetch(url, { method: 'POST', body: JSON.stringify(question) })
}

/** Several people at once; resolves when the first has been answered. */
async function keepBusy(url: string): Promise<void> {
  const asked = Array.from({ length: 6 }, () => ask(url, question()).catch(() => undefined))
  await Promise.race(asked)
}

describe('the process that hashes', () => {
  it('answers questions and nothing else, and ends amid work when told to', async () => {
    const { hashingUrl, close } = await startHashing()
    const asked = question()
    const answered = await (await ask(hashingUrl, asked)).json()
    expect(answered).toEqual({ id: asked.id, hash: expect.any(String) })
    expect((await ask(hashingUrl, { ...asked, ln: 21 })).status).toBe(400)
    const elsewhere = new URL('/', hashingUrl).href
    expect((await ask(elsewhere, asked)).status).toBe(404)
    await keepBusy(hashingUrl)
    await close()
    await expect(ask(hashingUrl, asked)).rejects.toThrow()
  })

  it('ends amid work when the platform is killed', async () => {
    const platform = await forkPlatform({}, platformEnv())
    await keepBusy(platform.hashingUrl)
    platform.process.kill('SIGKILL')
    const isGone = () =>
      ask(platform.hashingUrl, {}).then(
        response => !response,
        () => true,
      )
    await expect.poll(isGone, { timeout: 60_000 }).toBe(true)
    await platform.close()
  })
})
