import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright-core'

type Axe = typeof import('axe-core')
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What the pages of a browser do that their content security policy forbids, as it happens. */
export async function policyBreaches(context: BrowserContext): Promise<readonly string[]> {
  const breaches: string[] = []
  await context.exposeFunction('noteBreach', (breach: string) => breaches.push(breach))
  await context.addInitScript({
    content: `addEventListener('securitypolicyviolation', breach =>
      noteBreach([breach.effectiveDirective, breach.blockedURI, breach.sample].join(' ')))`,
  })
  return breaches
}

/** What axe has to say of a page as it stands; nothing, of a page that is right. */
export async function barriers(page: Page): Promise<string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in globalThis)
  // By the debugger, which no policy binds; the page itself may load no such thing.
  if (!isLoaded) await page.evaluate(await readFile(AXE, 'utf8'))
  await page.evaluate(ARRIVED)
  return await page.evaluate(async () => {
    const { violations } = await (Reflect.get(globalThis, 'axe') as Axe).run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.target).join(', ')}`)
  })
}

/** What is still coming in is paler than it will be. What never stays still is not waited for. */
const ARRIVED = `Promise.allSettled(
  document.getAnimations()
    .filter(one => one.effect.getComputedTiming().iterations !== Infinity)
    .map(one => one.finished)
).then(() => {})`
