/** Something the person at the keyboard can mend: told in one sentence, without a stack. */
export class Remedy extends Error {
  override name = 'Remedy'
}

/** @throws Remedy unless the variable holds a URL. */
export function checkUrl(name: string, value: string, example: string): void {
  if (!URL.canParse(value)) throw new Remedy(`${name} is not a URL; it looks like ${example}.`)
}

/** Ends the process: with a sentence for a Remedy, with everything known for a defect. */
export function fail(error: unknown): never {
  console.error(error instanceof Remedy ? error.message : error)
  process.exit(1)
}
