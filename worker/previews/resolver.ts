import * as z from 'zod'

/** Finds out what a name stands for. @throws Error when that cannot be said */
export type Resolve = (name: string, signal: AbortSignal) => Promise<string[]>

/** Numbers of the record types, and of an answer without error (RFC 1035). */
const TYPES = { A: 1, AAAA: 28 } as const
const NO_ERROR = 0

const answerSchema = z.object({
  Status: z.int(),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).default([]),
})

/**
 * Asks over HTTPS, in JSON (https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/).
 * Both families, since nobody says which of them a fetch will take.
 */
export function resolverAt(url: string): Resolve {
  return async (name, signal) => {
    const [v4, v6] = await Promise.all([
      ask(url, name, 'A', signal),
      ask(url, name, 'AAAA', signal),
    ])
    return [...v4, ...v6]
  }
}

async function ask(
  url: string,
  name: string,
  type: keyof typeof TYPES,
  signal: AbortSignal,
): Promise<string[]> {
  const question = new URL(url)
  question.searchParams.set('name', name)
  question.searchParams.set('type', type)
  const headers = { accept: 'application/dns-json' }
  const response = await fetch(question, { headers, redirect: 'manual', signal })
  const { Status, Answer } = answerSchema.parse(await response.json())
  if (Status !== NO_ERROR) throw new Error(`the name is not known: ${Status}`)
  // Names on the way to the addresses are records, too.
  return Answer.filter(record => record.type === TYPES[type]).map(({ data }) => data)
}
