import express, { type Express } from 'express'
import * as z from 'zod'
import { isPassword } from './password.ts'
import { COOKIE, type Sessions } from './session.ts'
import type { Store } from './store.ts'

const loginSchema = z.object({ username: z.string(), password: z.string() })

const pageSchema = z.object({
  roomId: z.uuid(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  beforeId: z.coerce.number().int().positive().default(Number.MAX_SAFE_INTEGER),
})

/** What is asked for without a socket. */
export function rest(sessions: Sessions, store: Store): Express {
  const app = express()
  app.use(express.json())

  app.post('/login', async (request, response) => {
    const asked = loginSchema.safeParse(request.body)
    if (!asked.success) return void response.status(400).json({ error: 'invalid' })
    const { username, password } = asked.data
    const account = await store.account(username)
    if (account === undefined || !(await isPassword(password, account.passwordHash)))
      return void response.status(401).json({ error: 'unauthorized' })
    const { id, name } = account
    const token = await sessions.sign({ id, name })
    response.cookie(COOKIE, token, { httpOnly: true, sameSite: 'lax' }).json({ user: { id, name } })
  })

  app.get('/messages', async (request, response) => {
    const user = await sessions.userOf(request.headers.cookie)
    if (user === undefined) return void response.status(401).json({ error: 'unauthorized' })
    const asked = pageSchema.safeParse(request.query)
    if (!asked.success) return void response.status(400).json({ error: 'invalid' })
    const { roomId, limit, beforeId } = asked.data
    if (!(await store.isMember(roomId, user.id)))
      return void response.status(403).json({ error: 'forbidden' })
    response.json({ messages: await store.before(roomId, beforeId, limit) })
  })

  return app
}
