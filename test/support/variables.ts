import { randomBytes } from 'node:crypto'
import type { Addresses } from '../../dev/platform-message.ts'

/** The variables of worker/env.ts for a Worker under test. */
export function variablesFor(platform: Addresses): Record<string, string> {
  return {
    ENVIRONMENT: 'development',
    DATABASE_URL: platform.databaseUrl,
    ...(platform.databaseHttpUrl && { DATABASE_HTTP_URL: platform.databaseHttpUrl }),
    UPSTASH_REDIS_REST_URL: platform.redisUrl,
    UPSTASH_REDIS_REST_TOKEN: platform.redisToken,
    HASHING_URL: platform.hashingUrl,
    JWT_SECRET: randomBytes(32).toString('hex'),
    PASSWORD_PEPPER: randomBytes(16).toString('hex'),
    ALLOWED_ORIGINS: 'http://localhost:5173',
    SIGN_IN_LIMIT: '10000',
    // Small, so that tests reach below it.
    LOG_WINDOW_EVENTS: '200',
    OPERATOR_TOKEN: randomBytes(24).toString('hex'),
  }
}
