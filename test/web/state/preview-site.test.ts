import { expect, test } from 'vitest'
import { previewSite } from '../../../web/state/preview-site.ts'

test.each([
  ['https://example.org/a', '', 'example.org'],
  ['https://www.example.org/a', '', 'example.org'],
  ['https://example.org/a', 'Example.org', 'example.org'],
  ['https://example.org/a', 'The harbour', 'example.org · The harbour'],
  // A page that calls itself another says where it is all the same.
  ['https://evil.example.org/', 'bank.example.com', 'evil.example.org · bank.example.com'],
])('of %s that calls itself %j, it is said that it is %s', (url, siteName, site) => {
  expect(previewSite({ url, siteName })).toBe(site)
})
