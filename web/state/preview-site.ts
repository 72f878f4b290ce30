import type { Preview } from '../../protocol/rest.ts'

/**
 * Whose page it is: what it calls itself, and always the host that the link leads to, since a page can call
 * itself anything.
 */
export function previewSite({ siteName, url }: Pick<Preview, 'siteName' | 'url'>): string {
  const host = new URL(url).host.replace(/^www\./, '')
  return siteName === '' || siteName.toLowerCase() === host ? host : `${host} · ${siteName}`
}
