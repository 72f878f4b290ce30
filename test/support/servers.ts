/** Where tests find ordinary servers to use beside the embedded ones, when somebody names any. */
const { TEST_POSTGRES_URL, TEST_REDIS_URL } = process.env

/** Variables that would put a real database under the tests. */
const REPLACING = [
  'DATABASE_URL',
  'DATABASE_HTTP_URL',
  'POSTGRES_URL',
  'UPSTASH_REDIS_REST_URL',
  'UPSTASH_REDIS_REST_TOKEN',
  'REDIS_URL',
]

/** The environment without anything that replaces a part of the platform, and with `replacing`. */
export function platformEnv(replacing: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !REPLACING.includes(name))
  return { ...Object.fromEntries(own), ...replacing }
}

export interface Server {
  name: string
  env: NodeJS.ProcessEnv
}

export const POSTGRES_SERVERS: Server[] = [
  { name: 'the embedded Postgres', env: platformEnv() },
  ...(TEST_POSTGRES_URL
    ? [{ name: 'an ordinary Postgres', env: platformEnv({ POSTGRES_URL: TEST_POSTGRES_URL }) }]
    : []),
]

export const REDIS_SERVERS: Server[] = [
  { name: 'the embedded Valkey', env: platformEnv() },
  ...(TEST_REDIS_URL
    ? [{ name: 'an ordinary Redis', env: platformEnv({ REDIS_URL: TEST_REDIS_URL }) }]
    : []),
]
