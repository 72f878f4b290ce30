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
      const acknowledged = new Set<string>()
      let next = 0
      const speak = async () => {
        const socket = new WebSocket(`/api/rooms/${room}/socket`)
        let waiting: string[] = []
        let wake = () => {}
        const look = () => {
          waiting = waiting.filter(cid => !acknowledged.has(cid))
          if (waiting.length === 0) wake()
        }
        await new Promise<void>((done, fail) => {
          socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', v: 3 }))
          socket.onclose = () => fail(new Error('the socket closed'))
          socket.onmessage = ({ data }) => {
            const frame = JSON.parse(data)
            if (frame.type === 'welcome') done()
            if (frame.type === 'error') fail(new Error(frame.code))
            if (frame.confirm)
              socket.send(JSON.stringify({ type: 'delivered', seq: frame.events.at(-1).seq }))
            for (const event of frame.events ?? []) if (event.cid) acknowledged.add(event.cid)
            look()
          }
        })
        while (next < count) {
          for (let i = 0; i < atOnce && next < count; i += 1) {
            next += 1
            const cid = `fill-${next}`
            waiting.push(cid)
            const body = `${next} ${words.slice(0, 5 + ((next * 7) % 45))}`
            socket.send(JSON.stringify({ type: 'send', cid, body }))
          }
          const arrived = new Promise<void>(done => {
            wake = done
          })
          await Promise.all([arrived, new Promise(done => setTimeout(done, every))])
        }
        socket.close()
      }
      await Promise.all(Array.from({ length: sockets }, speak))
    },
    { room, count, sockets: SOCKETS, atOnce: AT_ONCE, every: EVERY_MS },
  )
}
