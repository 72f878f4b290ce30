import { Command, Redis } from 'ioredis'
import { type Answer, type Endpoint, openEndpoint, parseJson, type Question } from '../endpoint.ts'
import { commandSchema, commandsSchema, isRefused, type RedisCommand } from './command.ts'
import { tell } from './reply.ts'

export interface HttpOptions {
  redisUrl: string
  /** What clients have to bring as their bearer token. */
  token: string
  port: number
}

/** Puts Upstash's REST protocol in front of a Redis server. */
export async function openRedisHttp(options: HttpOptions): Promise<Endpoint> {
  const redis = new Redis(options.redisUrl, { protocol: 2, maxRetriesPerRequest: 1 })
  // Reported by the commands that fail meanwhile; the client reconnects by itself.
  redis.on('error', () => {})
  const endpoint = await openEndpoint(options.port, question => answer(redis, options, question))
  return {
    url: endpoint.url,
    async close() {
      await endpoint.close()
      redis.disconnect()
    },
  }
}

async function answer(redis: Redis, options: HttpOptions, question: Question): Promise<Answer> {
  if (question.headers.authorization !== `Bearer ${options.token}`)
    return refuse(401, 'WRONGPASS invalid or missing auth token')
  const base64 = question.headers['upstash-encoding'] === 'base64'
  const json = parseJson(question.body)
  switch (question.path.replace(/\/$/, '')) {
    case '': {
      const command = commandSchema.safeParse(json).data
      if (command === undefined) return refuse(400, 'ERR the body is not a command')
      const told = tell(await send(redis, command), base64)
      return { status: told.error === undefined ? 200 : 400, body: told }
    }
    case '/pipeline': {
      const commands = commandsSchema.safeParse(json).data
      if (commands === undefined) return refuse(400, 'ERR the body is not a list of commands')
      const replies = await Promise.all(commands.map(command => send(redis, command)))
      return { status: 200, body: replies.map(reply => tell(reply, base64)) }
    }
    case '/multi-exec': {
      const commands = commandsSchema.safeParse(json).data
      if (commands === undefined) return refuse(400, 'ERR the body is not a list of commands')
      const replies = await sendTogether(redis, commands)
      if (!Array.isArray(replies)) return { status: 400, body: tell(replies, base64) }
      return { status: 200, body: replies.map(reply => tell(reply, base64)) }
    }
    default:
      return refuse(404, 'ERR only /, /pipeline and /multi-exec are served here')
  }
}

function refuse(status: number, error: string): Answer {
  return { status, body: { error } }
}

/** The reply, strings as bytes, or the error Redis answered with. Never rejects. */
async function send(redis: Redis, command: RedisCommand): Promise<unknown> {
  if (isRefused(command)) return new Error(`ERR ${command.name} is not available over REST`)
  return sendRaw(redis, command)
}

/** All or nothing, and nothing of others in between: one connection, written in one go. */
async function sendTogether(redis: Redis, commands: readonly RedisCommand[]): Promise<unknown> {
  const refused = commands.find(isRefused)
  if (refused !== undefined) return new Error(`ERR ${refused.name} is not available over REST`)
  const replies = [
    sendRaw(redis, { name: 'MULTI', args: [] }),
    ...commands.map(command => sendRaw(redis, command)),
    sendRaw(redis, { name: 'EXEC', args: [] }),
  ]
  return (await Promise.all(replies)).at(-1)
}

// An upper-case name keeps ioredis from reshaping replies, which it does by lower-case name.
async function sendRaw(redis: Redis, { name, args }: RedisCommand): Promise<unknown> {
  const command = new Command(name, args)
  redis.sendCommand(command)
  return command.promise.catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  )
}
