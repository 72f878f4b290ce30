import { networkInterfaces } from 'node:os'
import type { Addresses } from '../platform-message.ts'
import type { Secrets } from './secrets.ts'

/** The variables of worker/env.ts for a Worker on this machine. */
export function workerVariables(
  addresses: Addresses,
  secrets: Secrets,
  origins: readonly string[],
): Record<string, string> {
  return {
    ...secrets,
    DATABASE_URL: addresses.databaseUrl,
    ...(addresses.databaseHttpUrl && { DATABASE_HTTP_URL: addresses.databaseHttpUrl }),
    UPSTASH_REDIS_REST_URL: addresses.redisUrl,
    UPSTASH_REDIS_REST_TOKEN: addresses.redisToken,
    HASHING_URL: addresses.hashingUrl,
    ALLOWED_ORIGINS: origins.join(','),
    // Everybody here shares one address, tests and seeding included.
    SIGN_IN_LIMIT: '10000',
    SIGN_INS_PER_MINUTE: '10000',
    ...chosen(process.env),
  }
}

/** What a deployment may decide, and this machine's person may try. */
const CHOICES = [
  'REGISTRATION',
  'EMAIL',
  'DELETED_MESSAGES',
  'LEAKED_PASSWORDS_URL',
  'OPERATOR_TOKEN',
  'SENDS_PER_SECOND',
  'TURNSTILE_SITE_KEY',
  'TURNSTILE_SECRET_KEY',
]

/** Those that are set, of the choices there are. */
export function chosen(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(CHOICES.flatMap(name => (env[name] ? [[name, env[name]]] : [])))
}

/** Where other devices on the network find this machine. */
export function networkOrigins(port: number): string[] {
  return Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(address => address.family === 'IPv4' && !address.internal)
    .map(address => `http://${address.address}:${port}`)
}
