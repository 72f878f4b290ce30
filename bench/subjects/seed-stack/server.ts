import { once } from 'node:events'
import { createServer } from 'node:http'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { Chat, type ChatServer } from './chat.ts'
import { Presence } from './presence.ts'
import { RateLimit } from './rate-limit.ts'
import { rest } from './rest.ts'
import { Sessions } from './session.ts'
import { settingsSchema } from './settings.ts'
import { Store } from './store.ts'

// The stack that most chats are built on: Express, Socket.IO, Redis between the servers, Postgres
// below, each as its manual shows it.

process.on('disconnect', () => process.exit())

const settings = settingsSchema.parse(JSON.parse(process.env.SETTINGS ?? '{}'))

const publisher = new Redis(settings.redisUrl)
const subscriber = publisher.duplicate()
// Reported by the commands that fail meanwhile; the client reconnects by itself.
for (const redis of [publisher, subscriber]) redis.on('error', () => {})

const sessions = new Sessions(settings.secret)
const store = await Store.open(settings.postgresUrl)
const http = createServer(rest(sessions, store))
const io: ChatServer = new Server(http, {
  transports: ['websocket'],
  adapter: createAdapter(publisher, subscriber),
})
new Chat(io, {
  sessions,
  store,
  presence: new Presence(publisher),
  rateLimit: new RateLimit(publisher, settings.rateLimit),
})

http.listen(0, '127.0.0.1')
await once(http, 'listening')
const address = http.address()
if (address === null || typeof address === 'string') throw new Error('no port to listen on')
process.send?.({ port: address.port })
