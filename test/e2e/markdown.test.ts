import { beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

const MARKED_UP = [
  '# Low tide',
  '**Bring** ~~lamps~~ *lanterns*, @grace, and [read this](https://example.org/tides).',
  '- [x] rope',
  '- the *long* list',
  '',
  '| Pool | Depth |',
  '|------|------:|',
  '| North, behind the old harbour wall | 1.25 |',
].join('\n')

const CODE = `const level = "${'high '.repeat(40)}" // so far`

describe.skipIf(CHROMIUM === undefined)('messages', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest

  beforeAll(async () => {
    ;[ada, grace] = await deployment().workshop()
  })

  it('are shown as they were marked up, to who reads with eyes or without', async () => {
    await ada.say(MARKED_UP)
    const bubble = grace.timeline.locator('.bubble').last()
    await bubble.locator('strong', { hasText: 'Bring' }).waitFor()
    expect(await bubble.locator('.mention-me').textContent()).toBe('@Grace')
    expect(await bubble.getByRole('link').getAttribute('title')).toBe('https://example.org/tides')
    expect(await bubble.getByRole('checkbox').isDisabled()).toBe(true)
    expect(await bubble.getByRole('cell').allTextContents()).toEqual([
      'North, behind the old harbour wall',
      '1.25',
    ])
    expect(await barriers(grace.page)).toEqual([])
    expect(grace.breaches).toEqual([])
  })

  it('show code in colours that move nothing', async () => {
    let release = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    await grace.page.route('**/highlighter-*.js', async route => {
      await held
      await route.continue()
    })
    await ada.say(`\`\`\`ts\n${CODE}\n\`\`\``)
    const code = grace.timeline.locator('.code-block').last()
    await code.waitFor()
    expect(await code.locator('.code-keyword').count()).toBe(0)
    const before = await code.boundingBox()
    release()
    await code.locator('.code-keyword').waitFor()
    expect(await code.boundingBox()).toEqual(before)
    expect(await code.locator('code').textContent()).toBe(CODE)

    await grace.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await code.getByRole('button', { name: 'Copy the code' }).click()
    await code.getByRole('status').getByText('Copied').waitFor()
    expect(await grace.page.evaluate('navigator.clipboard.readText()')).toBe(CODE)
    expect(grace.breaches).toEqual([])
  })

  it('keep what is hidden from eyes and ears until it is asked for', async () => {
    await ada.say('It was ||the *butler*||.')
    const bubble = grace.timeline.locator('.bubble').last()
    const spoiler = bubble.getByRole('button', { name: 'Spoiler' })
    await spoiler.waitFor()
    expect(await grace.page.content()).not.toContain('butler')
    await spoiler.press('Enter')
    await bubble.getByText('butler').waitFor()
    expect(await spoiler.getAttribute('aria-expanded')).toBe('true')
    expect(await barriers(grace.page)).toEqual([])
    await spoiler.press('Enter')
    await bubble.getByText('butler').waitFor({ state: 'detached' })
  })

  it('name emoji, which are large where there is nothing else', async () => {
    await ada.say(':tada: :heart:')
    await grace.timeline.locator('.bubble-emoji', { hasText: '🎉' }).waitFor()
    expect(grace.breaches).toEqual([])
  })

  it('never widen the page', async () => {
    await ada.say(`${'x'.repeat(300)} https://example.org/${'y'.repeat(300)}`)
    await ada.say(`> - ${'`'}${'z'.repeat(300)}${'`'}\n\n|${'a|'.repeat(40)}\n|${'-|'.repeat(40)}`)
    await grace.page.setViewportSize({ width: 390, height: 844 })
    await grace.timeline.locator('.markdown-table').last().waitFor()
    const widths = await grace.page.evaluate(
      "[document.documentElement, document.querySelector('[role=log]')].map(one => one.scrollWidth)",
    )
    expect(widths).toEqual([390, 390])
  })
})
