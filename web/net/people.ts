import * as z from 'zod'
import {
  blockListSchema,
  type Person,
  peopleSchema,
  type RoomAnswer,
  roomAnswerSchema,
} from '../../protocol/rest.ts'
import { blocked } from '../state/blocks.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'
import { inbox } from './inbox-line.ts'
import { loadRooms } from './rooms.ts'

// Finding people, talking to them, and not talking to them.

export async function findPeople(q: string): Promise<Answer<Person[]>> {
  const answer = await askAsMember(peopleSchema, `/api/people?${new URLSearchParams({ q })}`)
  return answer.ok ? { ok: true, value: answer.value.people } : answer
}

/** Opens the conversation with these others, the one that is there already or a new one. */
export async function openConversation(usernames: readonly string[]): Promise<Answer<RoomAnswer>> {
  const answer = await askAsMember(roomAnswerSchema, '/api/conversations', {
    method: 'POST',
    body: { usernames },
  })
  if (answer.ok) await loadRooms()
  return answer
}

/** Finds out whom the person has blocked. What is known stays when there is no answer. */
export async function loadBlocks(): Promise<Answer<Person[]>> {
  const answer = await askAsMember(blockListSchema, '/api/blocks')
  if (!answer.ok) return answer
  blocked.value = answer.value.blocked
  return { ok: true, value: answer.value.blocked }
}

export async function block(person: Person): Promise<Answer<unknown>> {
  const answer = await askAsMember(z.unknown(), '/api/blocks', {
    method: 'POST',
    body: { username: person.username },
  })
  if (answer.ok) blocked.value = [...without(person.id), person]
  return answer
}

export async function unblock(id: string): Promise<Answer<unknown>> {
  const answer = await askAsMember(z.unknown(), `/api/blocks/${encodeURIComponent(id)}`, {
    method: 'DELETE',
  })
  if (answer.ok) {
    blocked.value = without(id)
    inbox.watchAgain()
  }
  return answer
}

function without(id: string): Person[] {
  return blocked.value.filter(person => person.id !== id)
}
