import { signal } from '@preact/signals'
import { keepUses, readUses, withUse } from '../../../state/recent-emoji.ts'

/** Reading the property throws where storage is forbidden. */
function shelf(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

/** Which emoji this browser's person puts to messages, the last one first. */
export const uses = signal(readUses(shelf()))

export function noteUse(emoji: string): void {
  uses.value = withUse(uses.value, emoji)
  keepUses(shelf(), uses.value)
}
