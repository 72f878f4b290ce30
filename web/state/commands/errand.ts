import { signal } from '@preact/signals'

/** Something to be said in another room once the person has come there. */
export interface Errand {
  room: string
  body: string
}

const errand = signal<Errand | null>(null)

export function send(next: Errand): void {
  errand.value = next
}

/** What is to be said in this room, once. */
export function takeErrand(room: string): string | undefined {
  if (errand.value?.room !== room) return undefined
  const { body } = errand.value
  errand.value = null
  return body
}
