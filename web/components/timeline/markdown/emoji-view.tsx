import { useEffect } from 'preact/hooks'
import { emojiTable, loadEmoji } from '../../../net/emoji.ts'

/** The emoji of a shortcode, once it is known which; until then, and where there is none, what was written. */
export function EmojiView({ code, text }: { code: string; text: string }) {
  const emoji = emojiTable.value?.byCode.get(code)
  useEffect(() => void loadEmoji(), [])
  if (emoji === undefined) return text
  return <span title={text}>{emoji.emoji}</span>
}
