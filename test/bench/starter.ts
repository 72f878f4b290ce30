import { startPostgres } from '../../bench/servers/postgres.ts'
import { startRedis } from '../../bench/servers/redis.ts'
import { startNaiveObject } from '../../bench/subjects/naive-object.ts'
import { startSeedStack } from '../../bench/subjects/seed-stack.ts'
import { startWs } from '../../bench/subjects/ws.ts'

// Starts all there is, tells which processes that are, and is there to be killed.

const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
const subjects = await Promise.all([
  startSeedStack({ postgresUrl: postgres.url, redisUrl: redis.url }),
  startNaiveObject(),
  startWs(),
])
const pids = await Promise.all(subjects.map(subject => subject.pids()))
process.send?.([postgres.pid, redis.pid, ...pids.flat()])
