import type { Page } from 'playwright-core'

/** Sockets that fill a room together: each may send only so many frames a second. */
const SOCKETS = 12
/** Messages of one socket at once, and milliseconds until the next ones. */
const AT_ONCE = 40
const EVERY_MS = 450

/**
 * Has the person at a page say `count` things in a room, as fast as the room takes them. What is said are numbers,
 * from 1, followed by some words; those of one socket are in order.
 */
export async function fillRoom(page: Page, room: string, count: number): Promise<void> {
  await page.evaluate(
    async ({ room, count, sockets, atOnce, every }) => {
      const words = 'what the tide leaves behind, and takes along again '
      const open = async () => {
        const socket = new WebSocket(`/api/rooms/${room}/socket`)
        await new Promise((done, fail) => {
          socket.onopen = done
          socket.onerror = fail
        })
        const hello = { type: 'hello', v: 3 }
        socket.send(JSON.stringify(hello))
        return socket
      }
      const opened = await Promise.all(Array.from({ length: sockets }, open))
      let next = 0
      const acknowledged = new Set<string>()
      const speak = async (socket: WebSocket) => {
        const said = new Set<string>()
        let wake = () => {}
        await new Promise<void>((done, fail) => {
          socket.onclose = () => fail(new Error('closed'))
          socket.onmessage = ({ data }) => {
            const frame = data === 'pong' ? {} : JSON.parse(data)
            if (frame.type === 'welcome') done()
            if (frame.confirm)
              socket.send(JSON.stringify({ type: 'delivered', seq: frame.events.at(-1).seq }))
            if (frame.type === 'error') fail(new Error(frame.code))
            for (const event of frame.events ?? []) if (event.cid) acknowledged.add(event.cid)
            if ([...said].every(cid => acknowledged.has(cid))) wake()
          }
        })
        while (next < count) {
          for (let i = 0; i < atOnce && next < count; i += 1) {
            next += 1
            const cid = `fill-${next}`
            said.add(cid)
            const body = `${next} ${words.slice(0, 5 + ((next * 7) % 45))}`
            socket.send(JSON.stringify({ type: 'send', cid, body }))
          }
          const arrived = new Promise<void>(done => {
            wake = done
          })
          await Promise.all([arrived, new Promise(done => setTimeout(done, every))])
          said.clear()
        }
        socket.onclose = null
        socket.close()
      }
      await Promise.all(opened.map(speak))
    },
    { room, count, sockets: SOCKETS, atOnce: AT_ONCE, every: EVERY_MS },
  )
}
