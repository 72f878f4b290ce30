import { signal } from '@preact/signals'

/** Something that is done, and what would undo it. */
export interface Toast {
  text: string
  undo?: { label: string; act(): Promise<string | undefined> }
}

/** What the page says in passing; null for nothing. Each is an object of its own. */
export const toast = signal<Toast | null>(null)

export function say(text: string, undo?: Toast['undo']): void {
  toast.value = undo === undefined ? { text } : { text, undo }
}
