import { computed, signal } from '@preact/signals'
import type { Person } from '../../protocol/rest.ts'

/** Whom the person signed in has blocked, as far as the page knows. */
export const blocked = signal<readonly Person[]>([])

/** Their ids. */
export const blockedIds = computed<ReadonlySet<string>>(
  () => new Set(blocked.value.map(person => person.id)),
)
