// What a stranger sends is read as far as it is wanted, however much there is of it.

/** The first `max` bytes of a body; the rest is not read. @throws Error when it breaks off before */
export async function firstBytes(
  body: ReadableStream<Uint8Array>,
  max: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(max)
  const reader = body.getReader()
  let length = 0
  while (length < max) {
    const { done, value } = await reader.read()
    if (done) return bytes.subarray(0, length)
    const part = value.subarray(0, max - length)
    bytes.set(part, length)
    length += part.length
  }
  await reader.cancel()
  return bytes
}

/**
 * A body that fails beyond `max` bytes, and what it begins with.
 * @param begin bytes to look at first
 */
export async function peeked(
  body: ReadableStream<Uint8Array>,
  begin: number,
  max: number,
): Promise<{ first: Uint8Array; whole: ReadableStream<Uint8Array> }> {
  const reader = body.getReader()
  const waiting: Uint8Array[] = []
  let [first, length] = [new Uint8Array(), 0]
  while (first.length < begin) {
    const { done, value } = await reader.read()
    if (done) break
    waiting.push(value)
    first = joined(first, value)
  }
  const whole = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const part = waiting.shift() ?? (await reader.read()).value
      if (part === undefined) return controller.close()
      length += part.length
      if (length <= max) return controller.enqueue(part)
      await reader.cancel()
      controller.error(new Error('too large'))
    },
    cancel: async reason => await reader.cancel(reason),
  })
  return { first, whole }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
