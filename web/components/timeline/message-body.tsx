import { useMemo } from 'preact/hooks'
import { isPlain, readMarkdown } from '../../state/markdown/reader.ts'
import { Markdown } from './markdown/markdown.tsx'

/** What a message says. It is read once, and only when there is something to read in it. */
export function MessageBody({ body }: { body: string }) {
  const blocks = useMemo(() => (isPlain(body) ? undefined : readMarkdown(body)), [body])
  return blocks === undefined ? body : <Markdown blocks={blocks} />
}
