import { type Part, Unavailable } from '../unavailable.ts'

/** Objects of one class, each found by its name. */
interface Objects<Id, Stub> {
  idFromName(name: string): Id
  get(id: Id): Stub
}

/**
 * Asks an object something that may be asked twice. An object that was just moved or restarted fails the
 * call that found it so, and a stub is of no use after a failure: one new try with a new stub. An
 * overloaded object is left alone
 * (https://developers.cloudflare.com/durable-objects/best-practices/error-handling/).
 * @param part what it is, should it not answer
 * @throws Unavailable
 */
export async function asking<Id, Stub, T>(
  part: Part,
  objects: Objects<Id, Stub>,
  name: string,
  question: (stub: Stub) => Promise<T>,
): Promise<T> {
  const stub = () => objects.get(objects.idFromName(name))
  try {
    return await question(stub())
  } catch (error) {
    if (isOverloaded(error)) throw unanswered(part, error)
  }
  try {
    return await question(stub())
  } catch (error) {
    throw unanswered(part, error)
  }
}

function isOverloaded(error: unknown): boolean {
  return error instanceof Error && 'overloaded' in error && error.overloaded === true
}

function unanswered(part: Part, error: unknown): Unavailable {
  return new Unavailable(part, error instanceof Error ? error.message : 'unknown')
}
