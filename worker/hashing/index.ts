import { answer } from './answer.ts'

// A Worker of its own that computes scrypt for the other one, and holds up nobody who talks: no room
// is in its isolate. It has no route, no secret and no memory. What it is given went through the
// pepper, and the kept hash is compared by who asks.

export default {
  async fetch(request) {
    const json = await request.json().catch(() => undefined)
    const found = await answer(json)
    if (found === undefined) return new Response('Not a question.', { status: 400 })
    return Response.json(found)
  },
} satisfies ExportedHandler
