import { answers } from './probe.ts'

/** As often as wrangler.toml says; the platform rings by itself, the local one only when asked. */
const MINUTE_MS = 60_000

/** Rings for the Worker's minute for as long as this process lives. */
export function ringEveryMinute(part: { cron?: string }): void {
  const { cron } = part
  // A Worker that is just being restarted misses one; the next is near.
  if (cron !== undefined) setInterval(() => void answers(cron), MINUTE_MS).unref()
}
