import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../../dev/stack/ports.ts'
import { binary } from './binary.ts'
import { type KeptServer, startKeptServer } from './kept-server.ts'

export interface RedisServer extends KeptServer {
  url: string
}

/** A new, empty Redis that keeps nothing on the disk. */
export async function startRedis(): Promise<RedisServer> {
  const command = binary('redis-server')
  const folder = await mkdtemp(join(tmpdir(), 'alcove-redis-'))
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder]
  const server = await startKeptServer({
    command,
    args: [...args, '--save', '', '--appendonly', 'no'],
    folder,
    ask: () => ping(url),
  })
  return { ...server, url }
}

async function ping(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  // Also told by what is asked of it.
  redis.on('error', () => {})
  try {
    await redis.connect()
    await redis.ping()
  } finally {
    redis.disconnect()
  }
}
