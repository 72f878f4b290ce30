import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'
import { forkPlatform } from '../../dev/platform-child.ts'
import { platformEnv } from './servers.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The variables of worker/env.ts for a Worker under test. */
    variables: Record<string, string>
  }
}

/** Starts a platform in memory for the tests that talk to Postgres and Redis. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const platform = await forkPlatform({}, platformEnv())
  project.provide('variables', {
    ENVIRONMENT: 'development',
    DATABASE_URL: platform.databaseUrl,
    ...(platform.databaseHttpUrl && { DATABASE_HTTP_URL: platform.databaseHttpUrl }),
    UPSTASH_REDIS_REST_URL: platform.redisUrl,
    UPSTASH_REDIS_REST_TOKEN: platform.redisToken,
    JWT_SECRET: randomBytes(32).toString('hex'),
    PASSWORD_PEPPER: randomBytes(16).toString('hex'),
    ALLOWED_ORIGINS: 'http://localhost:5173',
    SIGN_IN_LIMIT: '10000',
  })
  return () => platform.close()
}
