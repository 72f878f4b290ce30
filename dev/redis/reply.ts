/** A reply as Upstash tells it: of one command, of several in a row, or why there is none. */
export interface Told {
  result?: unknown
  error?: string
}

/**
 * Redis' reply as JSON. Strings are base64 when the client asked for it (their bytes need not be
 * UTF-8), except the status OK, which Upstash sends as it is.
 */
export function tell(reply: unknown, base64: boolean): Told {
  if (reply instanceof Error) return { error: reply.message }
  return { result: encode(reply, base64) }
}

function encode(reply: unknown, base64: boolean): unknown {
  if (Array.isArray(reply)) return reply.map(item => encode(item, base64))
  if (reply instanceof Error) return reply.message
  if (!Buffer.isBuffer(reply)) return reply ?? null
  const text = reply.toString()
  return base64 && text !== 'OK' ? reply.toString('base64') : text
}
