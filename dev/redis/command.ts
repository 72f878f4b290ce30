import * as z from 'zod'

// What Upstash's client posts: one command, or a list of them for /pipeline and /multi-exec.

const argument = z.union([z.string(), z.number(), z.boolean(), z.null()]).transform(String)

export const commandSchema = z
  .tuple([z.string()], argument)
  .transform(([name, ...args]) => ({ name: name.toUpperCase(), args: args.map(withoutFlags) }))
export const commandsSchema = z.array(commandSchema)
export type RedisCommand = z.infer<typeof commandSchema>

/**
 * Upstash lets a script open with flags that stock Redis and Valkey refuse. Without them its sha is
 * another one, so that EVALSHA with the script's own answers NOSCRIPT and the client sends the text.
 */
function withoutFlags(text: string): string {
  return text.replace(/^#!lua flags=allow-key-locking(?=\n)/, '')
}

/** Commands that belong to one connection or hold it up; Upstash has none of them over REST. */
const REFUSED = new Set([
  ...['AUTH', 'CLIENT', 'HELLO', 'MONITOR', 'QUIT', 'RESET', 'SELECT', 'SHUTDOWN'],
  ...['MULTI', 'EXEC', 'DISCARD', 'WATCH', 'UNWATCH'],
  ...['SUBSCRIBE', 'PSUBSCRIBE', 'SSUBSCRIBE', 'UNSUBSCRIBE', 'PUNSUBSCRIBE', 'SUNSUBSCRIBE'],
  ...['BLPOP', 'BRPOP', 'BRPOPLPUSH', 'BLMOVE', 'BLMPOP', 'BZPOPMIN', 'BZPOPMAX', 'BZMPOP', 'WAIT'],
])

export function isRefused(command: RedisCommand): boolean {
  return REFUSED.has(command.name)
}
