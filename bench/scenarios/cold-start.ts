import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Crowd } from '../crowd.ts'
import { rounds } from './rounds.ts'
import type { Scenario } from './scenario.ts'

const SAID = 50

export const coldStart: Scenario = {
  name: 'cold-start',
  about: 'How large the Worker is, what starting it costs, and a first welcome from a room asleep.',
  async run(bench) {
    const bundle = readFileSync(await bench.script())
    const alcove = await bench.alcove()
    const crowd = bench.keep(await Crowd.invite(alcove, 1, 2))
    const run = async () => {
      await crowd.come(1)
      const expected = await crowd.say(SAID)
      await crowd.leave()
      await alcove.runtime.kill()
      const began = performance.now()
      await alcove.runtime.start()
      const startedMs = performance.now() - began
      const { p50Ms, verified } = await crowd.arrive(1, 1, expected)
      return {
        figures: {
          bundleKB: bundle.length / 1_000,
          bundleGzipKB: gzipSync(bundle).length / 1_000,
          startupCpuMs: startupCpuMs(),
          runtimeStartMs: startedMs,
          firstWelcomeMs: p50Ms,
        },
        verified,
      }
    }
    const contestant = { subject: 'alcove', setup: { messages: SAID }, run } as const
    const results = await rounds(bench, this.name, [contestant])
    await bench.release(crowd)
    await bench.release(alcove)
    return results
  },
}

/** What wrangler finds the Worker to do before its first request, idle time left out. */
function startupCpuMs(): number {
  const profile = join(tmpdir(), 'alcove-startup.cpuprofile')
  const text = execFileSync('wrangler', ['check', 'startup', '--outfile', profile], {
    encoding: 'utf8',
    stdio: 'pipe',
    env: { ...process.env, CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false' },
  })
  const active = /Active: ([\d.]+) ms/.exec(text)?.[1]
  if (active === undefined) throw new Error('wrangler does not say how long starting took')
  return Number(active)
}
