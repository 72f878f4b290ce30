import type { Inline, LinkInline } from '../../../state/markdown/tree.ts'
import { EmojiView } from './emoji-view.tsx'
import { Audience, Mention } from './mention.tsx'
import { RoomReference } from './room-reference.tsx'
import { Spoiler } from './spoiler.tsx'

export function Inlines({ inlines }: { inlines: readonly Inline[] }) {
  return inlines.map((inline, i) => <InlineView key={i} inline={inline} />)
}

function InlineView({ inline }: { inline: Inline }) {
  switch (inline.kind) {
    case 'text':
      return inline.text
    case 'break':
      return <br />
    case 'code':
      return <code class="markdown-code">{inline.text}</code>
    case 'strong':
      return (
        <strong>
          <Inlines inlines={inline.inlines} />
        </strong>
      )
    case 'emphasis':
      return (
        <em>
          <Inlines inlines={inline.inlines} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Inlines inlines={inline.inlines} />
        </s>
      )
    case 'spoiler':
      return (
        <Spoiler>
          <Inlines inlines={inline.inlines} />
        </Spoiler>
      )
    case 'link':
      return <Link link={inline} />
    case 'mention':
      return <Mention username={inline.username} text={inline.text} />
    case 'audience':
      return <Audience text={inline.text} />
    case 'room':
      return <RoomReference name={inline.name} text={inline.text} />
    case 'emoji':
      return <EmojiView code={inline.code} text={inline.text} />
  }
}

/** Where it leads is told to who points at it; to everybody, where its text names another place. */
function Link({ link: { href, host, inlines } }: { link: LinkInline }) {
  return (
    <>
      <a class="markdown-link" href={href} title={href} target="_blank" rel="noopener noreferrer">
        <Inlines inlines={inlines} />
      </a>
      {host !== undefined && <span class="markdown-host"> ({host})</span>}
    </>
  )
}
