// What a page says of itself to machines (https://ogp.me), picked out by the platform's own parser.

/** The names under which a page says something, the first with a value of each. */
export interface Head {
  /** Its `<title>`. */
  title: string
  /** Where its addresses are relative to, if it says so. */
  base: string | undefined
  /** By name, as `og:title`, in lower case. Entities are as they were written. */
  said: ReadonlyMap<string, string>
}

const NAMES: ReadonlySet<string> = new Set([
  ...['og:title', 'og:description', 'og:site_name', 'description', 'application-name'],
  ...['og:image', 'og:image:url', 'og:image:secure_url', 'og:image:width', 'og:image:height'],
  ...['twitter:title', 'twitter:description', 'twitter:image', 'twitter:image:src'],
])

/** What a page says until the parser gives up: nested deeply enough, a page takes more memory than it may have. */
export async function headOf(html: string): Promise<Head> {
  const said = new Map<string, string>()
  let [titles, title] = [0, '']
  let base: string | undefined
  const rewriter = new HTMLRewriter()
    .on('meta', {
      element(meta) {
        const name = (meta.getAttribute('property') ?? meta.getAttribute('name'))?.toLowerCase()
        const content = meta.getAttribute('content')
        if (name === undefined || !NAMES.has(name) || !content?.trim() || said.has(name)) return
        said.set(name, content)
      },
    })
    .on('title', {
      // Drawings in a page have titles, too.
      element: () => void titles++,
      text({ text }) {
        if (titles === 1) title += text
      },
    })
    .on('base', {
      element(tag) {
        base ??= tag.getAttribute('href') ?? undefined
      },
    })
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  // Nothing is rewritten; it is read to its end.
  await rewriter
    .transform(new Response(html, { headers }))
    .arrayBuffer()
    .catch(() => undefined)
  return { title, base, said }
}
