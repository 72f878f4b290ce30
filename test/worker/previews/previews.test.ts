import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { type Preview, previewsSchema } from '../../../protocol/rest.ts'
import { parseEnv } from '../../../worker/env.ts'
import type { Tallies } from '../../../worker/limits/tallies.ts'
import { assemble } from '../../../worker/parts.ts'
import { Outside } from '../../../worker/previews/outside.ts'
import { PAGE_MAX_BYTES, PAGES, readPage } from '../../../worker/previews/page.ts'
import { Unavailable } from '../../../worker/unavailable.ts'
import { bindings } from '../support/people.ts'
import { page, SITES, site, visitsTo } from '../support/sites.ts'
import { expectProblem, REDIS_AWAY, signedUp, type Visitor } from '../support/visitor.ts'
import { enterRoom, makeRoom } from '../support/ways.ts'

const TITLE = '<title>The tide today</title>'

/** Ada in a room of hers, where sites are on this machine. */
async function scene() {
  const ada = await signedUp('Ada')
  const roomId = await makeRoom(ada)
  return { ada, roomId, reader: ada.under(SITES) }
}

async function say(who: Visitor, roomId: string, body: string): Promise<number> {
  const line = await enterRoom(who, roomId)
  const before = line.messages().length
  line.send(v7(), body)
  await line.until(() => line.messages().length > before)
  return line.messages().at(-1)?.seq ?? 0
}

/** Where Redis has what was seen behind a link. */
const keyOf = (href: string) => `preview:1:${createHash('sha256').update(href).digest('base64url')}`

const at = (roomId: string, seq: number) => `/api/rooms/${roomId}/messages/${seq}/previews`

async function read(who: Visitor, roomId: string, seq: number): Promise<Preview[]> {
  const answer = await who.get(at(roomId, seq))
  expect(answer.status).toBe(200)
  return previewsSchema.parse(await answer.json()).previews
}

/** What Ada sees of a message of hers. */
async function seen(body: string): Promise<Preview[]> {
  const { ada, roomId, reader } = await scene()
  return await read(reader, roomId, await say(ada, roomId, body))
}

describe('a link', () => {
  test('is shown with what its page says of itself', async () => {
    const head = `
      <title>Not this</title>
      <meta property="og:title" content="Tides &amp; times">
      <meta name="description" content="When the water comes, and goes">
      <meta property="og:site_name" content="The harbour">
      <meta property="og:image" content="/tide.png">
      <meta property="og:image:width" content="640"><meta property="og:image:height" content="480">`
    const link = site(page(head))
    const [preview, ...others] = await seen(`Look: ${link}.`)
    expect(others).toEqual([])
    expect(preview).toEqual({
      url: link,
      title: 'Tides & times',
      description: 'When the water comes, and goes',
      siteName: 'The harbour',
      image: { src: expect.stringMatching(/^\/api\/previews\/image\?/), width: 640, height: 480 },
    })
    const src = new URLSearchParams(preview?.image?.src.split('?')[1])
    expect(src.get('url')).toBe('https://harbour.example.org/tide.png')
  })

  test('is fetched as who we are, and tells nothing of who reads', async () => {
    const link = `${site(page(TITLE))}#part`
    await seen(link)
    const [visit, ...others] = await visitsTo(link)
    expect(others).toEqual([])
    expect(visit?.url).not.toContain('#')
    expect(visit?.headers['user-agent']).toMatch(/AlcoveLinkPreview/)
    for (const name of [
      'cookie',
      'referer',
      'authorization',
      'origin',
      'cf-connecting-ip',
      'x-forwarded-for',
    ])
      expect(visit?.headers).not.toHaveProperty(name)
  })

  test.each([
    ['header', 'text/html; charset=windows-1252', '', '<title>Caf\xe9</title>', 'Café'],
    ['page', 'text/html', '<meta charset="shift_jis">', '<title>\x92\xaa</title>', '潮'],
    ['nobody', 'text/html', '', '<title>Caf\xc3\xa9</title>', 'Café'],
    ['somebody wrong', 'text/html; charset=nonsense', '', '<title>Caf\xc3\xa9</title>', 'Café'],
  ])('is read in the charset that its %s names', async (_, type, before, head, title) => {
    const body = Buffer.from(`${before}${head}`, 'latin1').toString('base64')
    const plan = { headers: { 'content-type': type }, body, isBinary: true }
    expect(await seen(site(plan))).toMatchObject([{ title }])
  })

  test('is looked at once, whoever asks and however many at once', async () => {
    const { ada, roomId, reader } = await scene()
    const link = site(page(TITLE, { delay: 400 }))
    const seq = await say(ada, roomId, link)
    const answers = await Promise.all(Array.from({ length: 6 }, () => read(reader, roomId, seq)))
    for (const answer of [...answers, await read(reader, roomId, seq)])
      expect(answer).toMatchObject([{ title: 'The tide today' }])
    expect(await visitsTo(link)).toHaveLength(1)
  })

  test('behind which nothing is found is not looked at again soon', async () => {
    const { ada, roomId, reader } = await scene()
    const link = site({ status: 404 })
    const seq = await say(ada, roomId, link)
    for (let n = 0; n < 2; n++) expect(await read(reader, roomId, seq)).toEqual([])
    expect(await visitsTo(link)).toHaveLength(1)
  })

  test('is one of three, each shown once and in its place', async () => {
    const titles = ['One', 'Two', 'Three', 'Four']
    const links = titles.map(title => site(page(`<title>${title}</title>`)))
    const [one, two, three, four = ''] = links
    const previews = await seen([one, 'https://10.0.0.1/', two, one, three, four].join(' '))
    expect(previews.map(({ title }) => title)).toEqual(['One', 'Two', 'Three'])
    expect(await visitsTo(four)).toEqual([])
  })
})

describe('nobody is asked', () => {
  test.each([
    'private',
    'metadata',
    'loopback',
    'loopback6',
    'mapped',
    'half',
    'half6',
    'nothing',
    'unknown',
    'nonsense',
    'silent',
  ])('whose name stands for what is not public, or for nothing: %s', async name => {
    const link = site(page(TITLE), `${name}.example.org`)
    expect(await seen(link)).toEqual([])
    expect(await visitsTo(link)).toEqual([])
  })

  test.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:169.254.169.254]/latest/meta-data/',
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost/',
    'http://metadata.google.internal/',
    'https://harbour.example.org:8443/',
    'https://ada:secret@harbour.example.org/',
  ])('at an address that is none of the public: %s', async address => {
    const before = await visitsTo(address)
    expect(await seen(address)).toEqual([])
    expect(await visitsTo(address)).toEqual(before)
  })

  test('where our own pages are, not even by a redirect', async () => {
    for (const host of ['alcove.test', 'chat.example.com', 'chat.example.com.']) {
      const { ada, roomId } = await scene()
      const link = site(page(TITLE), host)
      const hop = site({ status: 302, headers: { location: link } })
      const seq = await say(ada, roomId, `${link} ${hop}`)
      const variables = { ...SITES, ALLOWED_ORIGINS: 'https://chat.example.com' }
      expect(await read(ada.under(variables), roomId, seq)).toEqual([])
      expect(await visitsTo(link)).toEqual([])
    }
  })

  test('over and over by way of us', async () => {
    const host = `busy-${crypto.randomUUID()}.example.org`
    const { ada, roomId, reader } = await scene()
    const links = Array.from({ length: 3 }, () => site(page(TITLE), host))
    const { tallies } = assemble(parseEnv(bindings))
    for (let n = 1; n < PAGES.most; n++) await tallies.take(`limit:preview-pages:${host}`, PAGES)
    const previews = await read(reader, roomId, await say(ada, roomId, links.join(' ')))
    expect(previews).toHaveLength(1)
  })

  test('too often is asked again as soon as they may be, whatever a redirect led to', async () => {
    const host = `busy-${crypto.randomUUID()}.example.org`
    const { ada, roomId, reader } = await scene()
    const [link, missing] = [site(page(TITLE), host), site({ status: 404 })]
    const hop = site({ status: 302, headers: { location: link } })
    const { tallies, patientRedis } = assemble(parseEnv(bindings))
    const allowance = { ...PAGES, windowMs: 3_000 }
    for (let n = 0; n < PAGES.most; n++)
      await tallies.take(`limit:preview-pages:${host}`, allowance)
    const seq = await say(ada, roomId, [link, hop, missing].join(' '))
    expect(await read(reader, roomId, seq)).toEqual([])
    expect(await visitsTo(link)).toEqual([])
    const kept = (href: string) => patientRedis.pttl(keyOf(href))
    for (const href of [link, hop]) expect(await kept(href)).toBeLessThanOrEqual(3_000)
    expect(await kept(missing)).toBeGreaterThan(PAGES.windowMs)
    await vi.waitFor(async () => expect(await read(reader, roomId, seq)).toHaveLength(2), {
      ...{ timeout: 15_000, interval: 500 },
    })
    expect(await visitsTo(missing)).toHaveLength(1)
  })

  test('when nobody can say how often they were asked, which says nothing of them', async () => {
    const away: Tallies = {
      ...assemble(parseEnv(bindings)).tallies,
      take: () => Promise.reject(new Unavailable('redis', 'test')),
    }
    const outside = new Outside({ ...parseEnv(bindings), ...SITES }, away)
    const link = site(page(TITLE))
    await expect(readPage(outside, new URL(link), new Set())).rejects.toThrow(Unavailable)
    expect(await visitsTo(link)).toEqual([])
  })
})

describe('redirects', () => {
  test('are followed three times, and the link stays the one that was written', async () => {
    const target = site(
      page('<title>There</title><meta property="og:image" content="a.png">'),
      'far.example.org',
    )
    const link = site({ status: 301, headers: { location: target } }, 'near.example.org')
    const [preview] = await seen(link)
    expect(preview).toMatchObject({ url: link, title: 'There' })
    const src = new URLSearchParams(preview?.image?.src.split('?')[1])
    expect(src.get('url')).toBe('https://far.example.org/a.png')
  })

  test('are not followed for ever', async () => {
    const near = site(page(TITLE, { hops: 3 }))
    expect(await seen(near)).toHaveLength(1)
    const far = site(page(TITLE, { hops: 4 }))
    expect(await seen(far)).toEqual([])
    expect(await visitsTo(far)).toHaveLength(4)
  })

  test('that lead round are left', async () => {
    const link = site({ status: 302, headers: { location: '#round' } })
    expect(await seen(link)).toEqual([])
    expect(await visitsTo(link)).toHaveLength(4)
  })

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'https://harbour.example.org:22/',
    'file:///etc/',
    'javascript:alert(1)//',
    'https://ada:secret@harbour.example.org/',
  ])('lead nowhere that a link may not: %s', async place => {
    const location = `${place}${crypto.randomUUID()}`
    const link = site({ status: 302, headers: { location } }, 'harbour.example.org', 'http')
    expect(await seen(link)).toEqual([])
    expect(await visitsTo(link)).toHaveLength(1)
    expect(await visitsTo(location)).toEqual([])
  })

  test('lead to no private name, and not from https to http', async () => {
    for (const target of [
      site(page(TITLE), 'private.example.org'),
      site(page(TITLE), 'harbour.example.org', 'http'),
    ]) {
      expect(await seen(site({ status: 307, headers: { location: target } }))).toEqual([])
      expect(await visitsTo(target)).toEqual([])
    }
    const plain = site(page(TITLE), 'harbour.example.org', 'http')
    const hop = site({ status: 307, headers: { location: plain } }, 'harbour.example.org', 'http')
    expect(await seen(hop)).toHaveLength(1)
  })
})

describe('a site that means no good costs no more than the caps', () => {
  test.each([
    ['says nothing', { hang: 'first' }],
    ['stops after its headers', page(TITLE, { hang: 'headers' })],
    ['stops within its page', page(TITLE, { hang: 'body' })],
    ['gives a byte now and then', page(TITLE.repeat(10), { pace: 'trickle' })],
    ['resets the connection', { reset: 'first' }],
    ['resets it within its page', page(TITLE, { reset: 'body' })],
    ['is not there', page(TITLE, { status: 404 })],
    ['fails', page(TITLE, { status: 500 })],
    ['sends no page', page(TITLE, { headers: { 'content-type': 'application/json' } })],
    ['does not say what it sends', page(TITLE, { headers: {} })],
    ['sends a page without a name', page('<title> \u202e </title>')],
    ['sends nothing', page(TITLE, { body: '' })],
    ['says that it moved nowhere', { status: 302 }],
  ] as const)('one that %s', async (_, plan) => {
    const start = performance.now()
    expect(await seen(site(plan))).toEqual([])
    expect(performance.now() - start).toBeLessThan(9_000)
  })

  test.each([
    ['never ends', page(TITLE, { pace: 'endless' })],
    ['sends too much', page(TITLE, { pad: 3_000_000 })],
    ['sends a bomb', page(TITLE, { bomb: 100_000_000 })],
  ] as const)('one that %s is read as far as is wanted', async (_, plan) => {
    const start = performance.now()
    expect(await seen(site(plan))).toMatchObject([{ title: 'The tide today' }])
    expect(performance.now() - start).toBeLessThan(9_000)
  })

  test('what it says behind the cap is not heard', async () => {
    const headers = { 'content-type': 'text/html' }
    const at = (pad: number) => site({ headers, pad, tail: TITLE })
    expect(await seen(at(PAGE_MAX_BYTES - TITLE.length))).toHaveLength(1)
    expect(await seen(at(PAGE_MAX_BYTES))).toEqual([])
  })
})

describe('who may ask', () => {
  test('is who may read the message', async () => {
    const { ada, roomId } = await scene()
    const link = site(page(TITLE))
    const seq = await say(ada, roomId, link)
    const grace = (await signedUp('Grace')).under(SITES)
    await expectProblem(await grace.get(at(roomId, seq)), 'not_a_member')
    expect(await visitsTo(link)).toEqual([])
    await grace.post(`/api/rooms/${roomId}/join`, {})
    expect(await read(grace, roomId, seq)).toHaveLength(1)
  })

  test('asks for messages, and for no others', async () => {
    const { roomId, reader } = await scene()
    for (const seq of ['1', '99', '0', '-1', '1.5', 'x', '1e3'])
      await expectProblem(
        await reader.get(`/api/rooms/${roomId}/messages/${seq}/previews`),
        'not_found',
      )
  })

  test('gets nothing of a message that was removed', async () => {
    const { ada, roomId, reader } = await scene()
    const link = site(page(TITLE))
    const seq = await say(ada, roomId, link)
    await ada.post(`/api/rooms/${roomId}/messages/delete`, { seqs: [seq] })
    await expectProblem(await reader.get(at(roomId, seq)), 'not_found')
    expect(await visitsTo(link)).toEqual([])
  })

  test('gets nothing where the room wants none', async () => {
    const { ada, roomId, reader } = await scene()
    const link = site(page(TITLE))
    const seq = await say(ada, roomId, link)
    const set = (linkPreviews: boolean) =>
      ada.ask('PATCH', `/api/rooms/${roomId}`, { body: { settings: { linkPreviews } } })
    expect((await set(false)).status).toBe(200)
    expect(await read(reader, roomId, seq)).toEqual([])
    expect(await visitsTo(link)).toEqual([])
    await set(true)
    expect(await read(reader, roomId, seq)).toHaveLength(1)
  })

  test('is told when it cannot be said now', async () => {
    const { ada, roomId } = await scene()
    const link = site(page(TITLE))
    const seq = await say(ada, roomId, link)
    await expectProblem(
      await ada.under({ ...SITES, ...REDIS_AWAY }).get(at(roomId, seq)),
      'unavailable',
    )
    expect(await visitsTo(link)).toEqual([])
  })

  test('asks now and then, and not without end', async () => {
    const { roomId, reader } = await scene()
    const answers = []
    for (let n = 0; n < 12; n++)
      answers.push(
        ...(await Promise.all(Array.from({ length: 21 }, () => reader.get(at(roomId, 1))))),
      )
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(12)
  })
})
