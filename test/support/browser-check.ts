import { CHROMIUM } from './browser.ts'

/**
 * Says that the browser tests do not run where there is no browser. Where nobody is there to read
 * it, a missing browser is a failure.
 */
export default function check(): void {
  if (CHROMIUM !== undefined) return
  const remark = 'No Chromium found: install one, or name it in CHROMIUM, to run the browser tests.'
  if (process.env.CI) throw new Error(remark)
  console.warn(remark)
}
