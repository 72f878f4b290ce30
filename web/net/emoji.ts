import { signal } from '@preact/signals'
import type { EmojiTable } from '../state/shortcodes.ts'

/** All emoji, once they were needed. */
export const emojiTable = signal<EmojiTable | undefined>()

let loading: Promise<EmojiTable | undefined> | undefined

/** Loads them once; what failed is tried again when they are asked for again. */
export function loadEmoji(): Promise<EmojiTable | undefined> {
  loading ??= import('../state/shortcodes-data.ts').then(
    ({ EMOJI_TABLE }) => {
      emojiTable.value = EMOJI_TABLE
      return EMOJI_TABLE
    },
    () => {
      loading = undefined
      return undefined
    },
  )
  return loading
}
