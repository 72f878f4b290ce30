import { useMemo } from 'preact/hooks'
import { linked } from '../../state/links.ts'

/** The text as it was written, its addresses made links. Everything else is text, never mark-up. */
export function MessageBody({ body }: { body: string }) {
  const pieces = useMemo(() => linked(body), [body])
  return (
    <>
      {pieces.map(({ text, href }, i) =>
        href === undefined ? (
          text
        ) : (
          <a key={i} href={href} target="_blank" rel="noopener noreferrer">
            {text}
          </a>
        ),
      )}
    </>
  )
}
