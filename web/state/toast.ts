import { computed, signal } from '@preact/signals'

/** Something that is done, and what would undo it. */
export interface Toast {
  text: string
  undo?: { label: string; act(): Promise<string | undefined> }
  /** Nothing that is said later takes its place. */
  isKept?: boolean
}

const said = signal<readonly Toast[]>([])

/** What the page says in passing; null for nothing. Each is an object of its own. */
export const toast = computed(() => said.value[0] ?? null)

/** Says it now, in the place of what was said in passing before. */
export function say(text: string, undo?: Toast['undo']): void {
  said.value = [toastOf(text, undo), ...said.value.filter(({ isKept }) => isKept)]
}

/** Says it once everything is put away that was said before. */
export function sayInTurn(text: string, undo?: Toast['undo']): void {
  said.value = [...said.value, { ...toastOf(text, undo), isKept: true }]
}

export function putAway(shown: Toast): void {
  said.value = said.value.filter(one => one !== shown)
}

function toastOf(text: string, undo: Toast['undo']): Toast {
  return undo === undefined ? { text } : { text, undo }
}
