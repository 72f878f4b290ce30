import { type Hashing, startHashing } from './hashing/hashing.ts'
import { applyMigrations } from './migrations.ts'
import type { PlatformOptions } from './platform-message.ts'
import { type Postgres, startPostgres } from './postgres/postgres.ts'
import { type Redis, startRedis } from './redis/redis.ts'

/** What the Worker needs beside itself: a migrated Postgres, a Redis, who hashes, each over HTTP. */
export interface Platform extends Postgres, Redis, Hashing {}

/**
 * Starts the platform, or takes the parts of it that the environment names: DATABASE_URL and
 * UPSTASH_REDIS_REST_URL as they are, POSTGRES_URL and REDIS_URL behind an endpoint of ours.
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const started: { close(): Promise<void> }[] = []
  const close = async () => {
    for (const part of started.splice(0).reverse()) await part.close()
  }
  // It has a processor to itself meanwhile.
  const hashing = startHashing(options.hashingPort)
  started.push({ close: async () => await (await hashing).close() })
  try {
    const redis = await startRedis({ port: options.upstashPort, token: options.redisToken })
    started.push(redis)
    const postgres = await startPostgres({
      port: options.neonPort,
      socketPort: options.postgresPort,
      dataDir: options.dataDir,
    })
    started.push(postgres)
    await applyMigrations(postgres.databaseUrl, postgres.databaseHttpUrl)
    return { ...redis, ...postgres, ...(await hashing), close }
  } catch (error) {
    await close()
    throw error
  }
}
