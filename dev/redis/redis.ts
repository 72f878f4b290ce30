import { randomUUID } from 'node:crypto'
import { checkUrl, Remedy } from '../remedy.ts'
import { openEmbeddedRedis } from './embedded.ts'
import { openRedisHttp } from './http.ts'

export interface Redis {
  redisUrl: string
  redisToken: string
  close(): Promise<void>
}

export interface RedisOptions {
  /** Of the HTTP endpoint; a free one when left out. */
  port: number | undefined
  /** What clients have to bring; a random one when left out. */
  token: string | undefined
}

/** The Redis that UPSTASH_REDIS_REST_URL names, or an endpoint before REDIS_URL or the embedded one. */
export async function startRedis(options: RedisOptions): Promise<Redis> {
  const { UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN, REDIS_URL } = process.env
  if (UPSTASH_REDIS_REST_URL) {
    checkUrl('UPSTASH_REDIS_REST_URL', UPSTASH_REDIS_REST_URL, 'https://name.upstash.io')
    if (!UPSTASH_REDIS_REST_TOKEN)
      throw new Remedy('UPSTASH_REDIS_REST_URL is set: set UPSTASH_REDIS_REST_TOKEN beside it.')
    return {
      redisUrl: UPSTASH_REDIS_REST_URL,
      redisToken: UPSTASH_REDIS_REST_TOKEN,
      async close() {},
    }
  }
  if (REDIS_URL) {
    checkUrl('REDIS_URL', REDIS_URL, 'redis://host:6379')
    return serve(REDIS_URL, options)
  }
  const embedded = await openEmbeddedRedis()
  const served = await serve(embedded.url, options)
  return {
    ...served,
    async close() {
      await served.close()
      await embedded.close()
    },
  }
}

async function serve(redisUrl: string, options: RedisOptions): Promise<Redis> {
  const { token = randomUUID(), port = 0 } = options
  const endpoint = await openRedisHttp({ redisUrl, token, port })
  return { redisUrl: endpoint.url, redisToken: token, close: endpoint.close }
}
