import { describe, expect, test } from 'vitest'
import { parseEnv } from '../../../worker/env.ts'
import { assemble } from '../../../worker/parts.ts'
import { IMAGE_MAX_BYTES, IMAGES } from '../../../worker/previews/image.ts'
import { imageSrc } from '../../../worker/previews/image-src.ts'
import type { Plan } from '../../support/sites.ts'
import { bindings } from '../support/people.ts'
import { SITES, site, visitsTo } from '../support/sites.ts'
import { expectProblem, Visitor } from '../support/visitor.ts'

const DAY_MS = 24 * 3_600_000
const reader = new Visitor(SITES)

/** How pictures of each kind begin. */
const STARTS: Readonly<Record<string, Buffer>> = {
  'image/png': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  'image/jpeg': Buffer.from('ffd8ffe000104a46494600010100', 'hex'),
  'image/gif': Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00', 'latin1'),
  'image/webp': Buffer.from('RIFF\x24\x00\x00\x00WEBPVP8 ', 'latin1'),
  'image/avif': Buffer.from('\x00\x00\x00\x1cftypavif\x00\x00\x00\x00', 'latin1'),
}

function picture(kind: string, rest: Plan = {}): Plan {
  const body = STARTS[kind]?.toString('base64') ?? ''
  return { headers: { 'content-type': kind }, body, isBinary: true, ...rest }
}

/** Our address of theirs, as a preview would name it. */
function srcOf(url: string, now = Date.now()): string {
  return imageSrc(parseEnv(bindings), url, now)
}

describe('a picture', () => {
  test.each(
    Object.keys(STARTS),
  )('of the kind %s is handed on, as nothing else than that', async kind => {
    const url = site(picture(kind, { pad: 100_000 }))
    const answer = await reader.get(srcOf(url))
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': kind,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'; sandbox"),
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=86400, immutable',
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBe((STARTS[kind]?.length ?? 0) + 100_000)
    expect(bytes.subarray(0, STARTS[kind]?.length)).toEqual(STARTS[kind])
    const [visit] = await visitsTo(url)
    expect(visit?.url).toBe(url)
    for (const name of ['cookie', 'referer', 'authorization', 'cf-connecting-ip'])
      expect(visit?.headers).not.toHaveProperty(name)
  })

  test('is called what it is, and none of what its sender sends along', async () => {
    const headers = { 'content-type': 'image/png', 'set-cookie': 'a=b', 'x-other': 'c' }
    const answer = await reader.get(srcOf(site(picture('image/gif', { headers }))))
    expect(answer.headers.get('content-type')).toBe('image/gif')
    expect(answer.headers.has('set-cookie')).toBe(false)
    expect(answer.headers.has('x-other')).toBe(false)
    await answer.body?.cancel()
  })

  test('has the same address all day, and one that lasts into the next', () => {
    const noon = Math.floor(Date.now() / DAY_MS) * DAY_MS + DAY_MS / 2
    const url = site(picture('image/png'))
    expect(srcOf(url, noon)).toBe(srcOf(url, noon + DAY_MS / 2 - 1))
    expect(srcOf(url, noon)).not.toBe(srcOf(url, noon + DAY_MS))
    const until = Number(new URLSearchParams(srcOf(url, noon).split('?')[1]).get('until'))
    expect(until - noon).toBe(1.5 * DAY_MS)
  })

  test('breaks off where it is too large', async () => {
    const url = site(picture('image/png', { pace: 'endless' }))
    const answer = await reader.get(srcOf(url))
    expect(answer.status).toBe(200)
    let length = 0
    const reading = async () => {
      for await (const part of answer.body ?? []) length += part.length
    }
    await expect(reading()).rejects.toThrow()
    expect(length).toBeLessThanOrEqual(IMAGE_MAX_BYTES)
    expect(length).toBeGreaterThan(IMAGE_MAX_BYTES / 2)
  })
})

describe('no picture is', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const html = '<!doctype html><script>alert(1)</script>'
  test.each<[string, Plan]>([
    ['a drawing', { headers: { 'content-type': 'image/svg+xml' }, body: svg }],
    ['a drawing that says it is none', { headers: { 'content-type': 'image/png' }, body: svg }],
    ['a page', { headers: { 'content-type': 'text/html' }, body: html }],
    ['a page that says it is none', { headers: { 'content-type': 'image/jpeg' }, body: html }],
    [
      'a picture that says it is a page',
      picture('image/png', { headers: { 'content-type': 'text/html' } }),
    ],
    ['what does not say what it is', picture('image/png', { headers: {} })],
    ['a kind that is not shown', { headers: { 'content-type': 'image/bmp' }, body: 'BM', pad: 50 }],
    ['nothing', { headers: { 'content-type': 'image/png' } }],
    [
      'the beginning of one',
      { headers: { 'content-type': 'image/png' }, body: 'iVBO', isBinary: true },
    ],
    ['what is missing', picture('image/png', { status: 404 })],
    [
      'what says that it is too large',
      picture('image/png', {
        headers: { 'content-type': 'image/png', 'content-length': String(IMAGE_MAX_BYTES + 1) },
        hang: 'body',
      }),
    ],
    ['a reset', picture('image/png', { reset: 'first' })],
    ['at the end of too many redirects', picture('image/png', { hops: 4 })],
    [
      'behind a redirect into the network',
      { status: 302, headers: { location: 'http://10.0.0.1/' } },
    ],
  ])('%s', async (_, plan) => {
    await expectProblem(await reader.get(srcOf(site(plan))), 'not_found')
  })

  test.each([
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://169.254.169.254/',
    site(picture('image/png'), 'private.example.org'),
    site(picture('image/png'), 'alcove.test'),
    'file:///etc/passwd',
  ])('at an address that is none of the public: %s', async url => {
    await expectProblem(await reader.get(srcOf(url)), 'not_found')
    if (url.includes('plan=')) expect(await visitsTo(url)).toEqual([])
  })

  test('what never comes', { timeout: 20_000 }, async () => {
    await expectProblem(await reader.get(srcOf(site({ hang: 'first' }))), 'not_found')
  })

  test('what comes too slowly', { timeout: 20_000 }, async () => {
    const url = site(picture('image/png', { hang: 'body' }))
    const answer = await reader.get(srcOf(url))
    await expect(answer.arrayBuffer()).rejects.toThrow()
  })

  test('asked of one site over and over by way of us', async () => {
    const host = `busy-${crypto.randomUUID()}.example.org`
    const { tallies } = assemble(parseEnv(bindings))
    for (let n = 0; n < IMAGES.most; n++)
      await tallies.take(`limit:preview-pictures:${host}`, IMAGES)
    const url = site(picture('image/png'), host)
    await expectProblem(await reader.get(srcOf(url)), 'not_found')
    expect(await visitsTo(url)).toEqual([])
  })
})

describe('an address that we did not write', () => {
  const url = site(picture('image/png'))
  const change = (name: string, value: string) => {
    const query = new URLSearchParams(srcOf(url).split('?')[1])
    query.set(name, value)
    return `/api/previews/image?${query}`
  }

  test.each([
    ['of another picture', () => change('url', site(picture('image/png')))],
    ['of a longer time', () => change('until', String(Date.now() + 9 * DAY_MS))],
    ['with a proof of nothing', () => change('proof', 'a'.repeat(43))],
    ['with the proof of another picture', () => change('proof', proofIn(srcOf(`${url}&`)))],
  ])('opens nothing: one %s', async (_, address) => {
    await expectProblem(await reader.get(address()), 'not_found')
    expect(await visitsTo(url)).toEqual([])
  })

  test('opens nothing when it is too old', async () => {
    await expectProblem(await reader.get(srcOf(url, Date.now() - 3 * DAY_MS)), 'link_expired')
    expect(await visitsTo(url)).toEqual([])
  })

  test.each([
    ['url', ''],
    ['url', '/a.png'],
    ['until', 'x'],
    ['proof', ''],
  ])('is none where its %s is %j', async (name, value) => {
    await expectProblem(await reader.get(change(name, value)), 'validation_failed')
  })

  test('may have been written under the secret before', async () => {
    const before = { JWT_SECRET_PREVIOUS: String(bindings.JWT_SECRET), JWT_SECRET: 'x'.repeat(32) }
    const fresh = site(picture('image/png'))
    const after = new Visitor({ ...SITES, ...before })
    const answer = await after.get(srcOf(fresh))
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
    const other = new Visitor({ ...SITES, JWT_SECRET: 'y'.repeat(32) })
    await expectProblem(await other.get(srcOf(fresh)), 'not_found')
  })

  function proofIn(address: string): string {
    return new URLSearchParams(address.split('?')[1]).get('proof') ?? ''
  }
})
