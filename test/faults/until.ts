const LOOK_EVERY_MS = 25

export function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

/** @throws Error that names what did not come about in `patience` milliseconds */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  patience = 20_000,
): Promise<void> {
  const end = performance.now() + patience
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not in ${patience} ms: ${what}`)
    await wait(LOOK_EVERY_MS)
  }
}
