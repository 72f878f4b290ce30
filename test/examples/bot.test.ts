import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CLOSE } from '../../protocol/codes.ts'
import { type Scope, tokenCreatedSchema } from '../../protocol/rest.ts'
import { Stack } from '../support/stack.ts'
import { Visitor } from '../support/visitor.ts'

const BOT = join(import.meta.dirname, '..', '..', 'examples', 'bot.mjs')

let folder: string
let stack: Stack
let ada: Visitor
let roomId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alcove-bot-'))
  stack = await Stack.start('dev', folder)
  ada = await new Visitor(stack.url).register('ada')
  roomId = await ada.createRoom('Workshop')
})
afterAll(async () => {
  await stack.end()
  await rm(folder, { recursive: true, force: true })
})

/** A bot of a new account that has joined the room. */
async function bot(...scopes: Scope[]) {
  const owner = await new Visitor(stack.url).register(`bot-${process.pid}`)
  await owner.join(roomId)
  const made = await owner.call('POST', '/api/account/tokens', { name: 'A bot', scopes, days: 1 })
  const { token, text } = tokenCreatedSchema.parse(await made.json())
  const env = { ...process.env, ALCOVE_URL: stack.url, ALCOVE_TOKEN: text }
  const child = spawn(process.execPath, [BOT], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  return { owner, token, child }
}

async function said(child: ChildProcess, line: string): Promise<void> {
  if (child.stdout === null) throw new Error('no output')
  for await (const one of createInterface(child.stdout)) if (one === line) return
  throw new Error(`the bot ended without: ${line}`)
}

it('a bot made of the example answers in the room, until its token is revoked', async () => {
  const { owner, token, child } = await bot('rooms:read', 'messages:read', 'messages:write')
  await said(child, 'in Workshop')

  const line = ada.line(roomId)
  const heard: string[] = []
  line.onopen = () => line.send(JSON.stringify({ type: 'hello', v: 2 }))
  line.onmessage = ({ data }) => {
    heard.push(String(data))
    if (heard.length === 1) line.send(JSON.stringify({ type: 'send', cid: 'c1', body: 'ping' }))
  }
  await expect.poll(() => heard.join(), { timeout: 30_000 }).toContain('"body":"pong"')
  line.close(CLOSE.normal)

  const exit = once(child, 'exit')
  await owner.call('DELETE', `/api/account/tokens/${token.id}`)
  expect(await exit).toEqual([0, null])
})
