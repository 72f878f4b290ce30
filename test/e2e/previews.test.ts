import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { aDeployment } from './support/deployment.ts'

// Sites are out of reach here: what the server would say of them is put in its place, and what the page makes of
// it is looked at.
const SRC = '/api/previews/image?url=https%3A%2F%2Fexample.org%2Fa.gif&until=1&proof=none'
const PREVIEW = {
  url: 'https://example.org/tides',
  title: 'The tide today',
  description: 'When the water comes, and when it goes. '.repeat(7),
  siteName: 'The harbour',
  image: { src: SRC },
}
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==', 'base64')

describe.skipIf(CHROMIUM === undefined)('previews in the page', () => {
  const deployment = aDeployment()

  it('come when somebody comes near, once, and move nothing that is read', async () => {
    const ada = await deployment().arrive('Ada')
    const asked: string[] = []
    let held = true
    const waiting: (() => void)[] = []
    await ada.page.route('**/messages/*/previews', async route => {
      asked.push(route.request().url())
      if (held) await new Promise<void>(go => waiting.push(go))
      await route.fulfill({ json: { previews: [PREVIEW] } })
    })
    const pictures: string[] = []
    await ada.page.route('**/api/previews/image?*', async route => {
      pictures.push(
        await route
          .request()
          .headerValue('referer')
          .then(from => from ?? 'nobody'),
      )
      await route.fulfill({ body: GIF, contentType: 'image/gif' })
    })
    await ada.createRoom('Workshop')
    await ada.say('See https://example.org/tides there')
    await expect.poll(() => asked.length).toBe(1)
    for (let n = 1; n <= 12; n++) await ada.say(`Line ${n}${'\nand more'.repeat(4)}`)
    await ada.timeline.getByText('Line 12').waitFor()

    // The message with the link is above what can be seen; its previews come while somebody reads below it.
    const line = ada.timeline.locator('.message').filter({ hasText: /Line 2\s/u })
    await line.evaluate(element => element.scrollIntoView({ block: 'start' }))
    await ada.page.waitForTimeout(300)
    const before = await topOf(line)
    held = false
    for (const go of waiting) go()
    const card = ada.timeline.locator('.preview')
    await card.waitFor({ state: 'attached' })
    await ada.page.waitForTimeout(300)
    expect(Math.abs((await topOf(line)) - before)).toBeLessThanOrEqual(1)

    await card.scrollIntoViewIfNeeded()
    await expect.poll(() => pictures).toEqual(['nobody'])
    const { title, url } = PREVIEW
    expect(await card.getAttribute('href')).toBe(url)
    expect(await card.getAttribute('rel')).toBe('noopener noreferrer')
    expect(await card.locator('img').getAttribute('alt')).toBe('')
    expect(await card.innerText()).toContain(title)
    expect(await card.innerText()).toContain('example.org · The harbour')
    expect((await card.boundingBox())?.height).toBeCloseTo(96, 0)
    // Scrolling away and back asks nobody again.
    await ada.timeline.getByText('Line 12').scrollIntoViewIfNeeded()
    await card.scrollIntoViewIfNeeded()
    expect(asked).toHaveLength(1)

    // Where the room wants none, nobody asks.
    await ada.openAbout()
    await ada.press('Settings')
    await ada.page.getByLabel('Links are shown').selectOption({ label: 'As they are written' })
    await ada.press('Save')
    await ada.page.getByText('The settings are saved').waitFor()
    await ada.page.reload()
    await ada.timeline.getByText('Line 12').waitFor()
    await ada.timeline.getByText('See ').scrollIntoViewIfNeeded()
    await ada.page.waitForTimeout(500)
    expect(asked).toHaveLength(1)
    expect(await card.count()).toBe(0)
  })
})

async function topOf(element: Locator): Promise<number> {
  return (await element.boundingBox())?.y ?? Number.NaN
}
