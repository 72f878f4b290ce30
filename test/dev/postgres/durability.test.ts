import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { neon, neonConfig } from '@neondatabase/serverless'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forkPlatform, type PlatformChild } from '../../../dev/platform-child.ts'
import { Remedy } from '../../../dev/remedy.ts'
import { platformEnv } from '../../support/servers.ts'

describe('the embedded Postgres in a folder', () => {
  let dataDir: string
  let platform: PlatformChild
  let sql: ReturnType<typeof neon<false, false>>

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'alcove-data-'))
    await open()
    await sql`create table kept (id int primary key)`
  })
  afterAll(async () => {
    await platform.close()
    await rm(dataDir, { recursive: true })
  })

  async function open(): Promise<void> {
    platform = await forkPlatform({ dataDir }, platformEnv())
    neonConfig.fetchEndpoint = platform.databaseHttpUrl ?? ''
    sql = neon(platform.databaseUrl)
  }

  async function kept(): Promise<unknown[]> {
    return (await sql`select id from kept order by id`).map(row => row.id)
  }

  it('keeps its data over a restart', async () => {
    await sql`insert into kept values (-1)`
    await platform.close()
    await open()
    expect(await kept()).toEqual([-1])
  })

  it('refuses a second process the same folder', { timeout: 30_000 }, async () => {
    const second = forkPlatform({ dataDir }, platformEnv())
    await expect(second).rejects.toThrow(Remedy)
    await expect(second).rejects.toThrow('is open in another process')
  })

  it('keeps every acknowledged row when it is killed amid inserts', async () => {
    const acknowledged: number[] = []
    for (const round of [1, 2, 3]) {
      const writers = [1, 2, 3, 4].map(async writer => {
        for (let n = 0; n < 1_000; n++) {
          const id = round * 100_000 + writer * 10_000 + n
          try {
            await sql`insert into kept values (${id})`
          } catch {
            return
          }
          acknowledged.push(id)
        }
      })
      setTimeout(() => platform.process.kill('SIGKILL'), 300)
      await Promise.all(writers)
      await platform.close()
      await open()
    }
    expect(acknowledged.length).toBeGreaterThan(50)
    const ids = new Set(await kept())
    expect(acknowledged.filter(id => !ids.has(id))).toEqual([])
  })
})
