import { readFile } from 'node:fs/promises'

/** Milliseconds of a tick of /proc: USER_HZ is 100 on every Linux that Node runs on. */
const TICK_MS = 10
const KIB = 1_024

/** @returns milliseconds of processor time that these processes have used, over all their threads */
export async function cpuMs(pids: readonly number[]): Promise<number> {
  const ticks = await Promise.all(
    pids.map(async pid => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      // Behind the name, which may hold anything: utime and stime are the 12th and 13th from there.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return Number(fields[11]) + Number(fields[12])
    }),
  )
  return sum(ticks) * TICK_MS
}

/** @returns bytes of memory that these processes hold */
export async function memoryBytes(pids: readonly number[]): Promise<number> {
  const kibibytes = await Promise.all(
    pids.map(async pid => {
      const status = await readFile(`/proc/${pid}/status`, 'utf8')
      return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1])
    }),
  )
  return sum(kibibytes) * KIB
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
