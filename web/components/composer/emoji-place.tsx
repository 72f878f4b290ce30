import { useEffect, useRef } from 'preact/hooks'
import { later } from '../later.tsx'
import { noteUse } from '../timeline/reactions/uses.ts'
import { applyChange } from './apply-change.ts'

const Picker = later(() => import('../timeline/reactions/reaction-picker.tsx'))

export interface EmojiPlaceProps {
  /** Where it was asked for; undefined while it is not. */
  anchor: Element | undefined
  area: { readonly current: HTMLTextAreaElement | null }
  onClose(): void
}

/** Where an emoji is found for the text, which goes on behind it. */
export function EmojiPlace({ anchor, area, onClose }: EmojiPlaceProps) {
  const picked = useRef<string | undefined>(undefined)
  useEffect(() => {
    const element = area.current
    const emoji = picked.current
    picked.current = undefined
    // Only once the picker is gone, which gives the focus back to where it was asked for.
    if (anchor !== undefined || emoji === undefined || element === null) return
    const { selectionStart: from, selectionEnd: to } = element
    const end = from + emoji.length
    applyChange(element, { from, to, insert: emoji, select: { from: end, to: end } })
  }, [anchor])
  if (anchor === undefined) return null
  return (
    <Picker
      label="Choose an emoji"
      anchor={anchor}
      onClose={onClose}
      onPick={emoji => {
        picked.current = emoji
        noteUse(emoji)
        onClose()
      }}
    />
  )
}
