import { useEffect } from 'preact/hooks'
import { blockedIds } from '../../../state/blocks.ts'
import { hasExpired } from '../../../state/expiry.ts'
import { type HeldMessage, heldAt } from '../../../state/held.ts'
import { nameOf } from '../../../state/people.ts'
import { quotedText } from '../../../state/quote.ts'
import { minute } from '../../clock.ts'
import { Icon } from '../../icon.tsx'
import type { Hands } from '../hands.ts'
import './quote.css'

export interface QuoteProps {
  seq: number
  hands: Hands
}

/** Above a message: what it answers, and the way there. */
export function Quote({ seq, hands }: QuoteProps) {
  const { line } = hands
  const held = heldAt(line.timeline.value.events, seq)
  const quoted = held ?? line.quotes.found.value.get(seq)
  const isUnknown = quoted === undefined
  useEffect(() => {
    if (isUnknown) line.quotes.want(seq)
  }, [isUnknown, seq])
  return (
    <button
      class="quote"
      type="button"
      title="Show what this answers"
      disabled={quoted === null}
      onClick={() => hands.jump(seq)}
    >
      <Icon name="reply" size={14} />
      {isUnknown ? <span class="quote-words">…</span> : <Words quoted={quoted} hands={hands} />}
    </button>
  )
}

function Words({ quoted, hands }: { quoted: HeldMessage | null; hands: Hands }) {
  if (quoted === null || hasExpired(quoted, minute.value))
    return <span class="quote-words quote-gone">A message that is not there any more</span>
  if (blockedIds.value.has(quoted.by))
    return <span class="quote-words quote-gone">A message of somebody you blocked</span>
  const name = nameOf(hands.line.people.value, quoted.by)
  return (
    <>
      <span class="unseen">In answer to </span>
      <strong class="quote-name" dir="auto">
        {name}
      </strong>
      {quoted.body === '' ? (
        <span class="quote-words quote-gone">Message removed</span>
      ) : (
        <span class="quote-words" dir="auto">
          {quotedText(quoted.body)}
        </span>
      )}
    </>
  )
}
