import { setTimeout as sleep } from 'node:timers/promises'

const ANSWER_MS = 5_000

/** Whether the address answers with success, at this moment. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, {
      headers: { accept: 'text/html, */*' },
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

/** Milliseconds between two questions: what wakes up at once is soon seen, and no limit is reached. */
const AGAIN_MS = { least: 150, most: 2_000 }

/** Waits until all of the addresses answer, in their order; false when it takes too long. */
export async function allAnswer(urls: readonly string[], withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  for (const url of urls) {
    let pause = AGAIN_MS.least
    while (!(await answers(url))) {
      if (Date.now() > deadline) return false
      await sleep(pause)
      pause = Math.min(2 * pause, AGAIN_MS.most)
    }
  }
  return true
}

const CHECK_EVERY_MS = 10_000
const SILENCES = 3

/** Resolves once an address that has answered stays silent for a while, or when `end` says so. */
export async function untilSilent(url: string, end: AbortSignal): Promise<void> {
  let silences = Number.NEGATIVE_INFINITY
  while (!end.aborted && silences < SILENCES) {
    await sleep(CHECK_EVERY_MS, undefined, { signal: end, ref: false }).catch(() => {})
    silences = (await answers(url)) ? 0 : silences + 1
  }
}
