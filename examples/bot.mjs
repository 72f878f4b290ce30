// A bot that answers "ping" with "pong" in every room its account belongs to. Node 22 and nothing else:
//   ALCOVE_URL=https://alcove.example ALCOVE_TOKEN=alcove_… node examples/bot.mjs
import { setTimeout as sleep } from 'node:timers/promises'

const { ALCOVE_URL = 'http://localhost:5173', ALCOVE_TOKEN } = process.env

async function ask(method, path, body) {
  const headers = { authorization: `Bearer ${ALCOVE_TOKEN}`, 'content-type': 'application/json' }
  const asked = { method, headers, body: JSON.stringify(body) }
  const response = await fetch(new URL(path, ALCOVE_URL), asked)
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`)
  return await response.json()
}

async function visit({ id, name }) {
  const { ticket } = await ask('POST', '/api/tickets', { roomId: id })
  const url = new URL(`/api/rooms/${id}/socket?ticket=${ticket}`, ALCOVE_URL)
  const socket = new WebSocket(url.href.replace(/^http/, 'ws'))
  const say = frame => socket.send(JSON.stringify(frame))
  const pings = setInterval(() => socket.readyState === 1 && socket.send('ping'), 20_000)
  socket.onopen = () => say({ type: 'hello', v: 2 })
  socket.onmessage = ({ data }) => {
    const frame = data === 'pong' ? {} : JSON.parse(data)
    if (frame.type === 'welcome') console.log(`in ${name}`)
    if (frame.confirm) say({ type: 'delivered', seq: frame.events.at(-1).seq })
    for (const { id: cid, body } of frame.type === 'events' ? frame.events : [])
      if (body === 'ping') say({ type: 'send', cid, body: 'pong' })
  }
  const { code } = await new Promise(resolve => socket.addEventListener('close', resolve))
  clearInterval(pings)
  return code
}

async function stay(room) {
  while (![4001, 4003, 4004, 4010].includes(await visit(room).catch(console.error)))
    await sleep(Math.random() * 10_000)
}

await Promise.all((await ask('GET', '/api/rooms')).joined.map(stay))
