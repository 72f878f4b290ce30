import type { Person } from '../../../protocol/rest.ts'
import type { Call } from '../../../protocol/slash/commands.ts'
import type { Answer } from '../../net/api.ts'
import { block, findPeople, loadBlocks, unblock } from '../../net/people.ts'
import { prefer } from '../../net/rooms.ts'
import { rooms } from '../../state/rooms.ts'

// What the page does with requests of its own. Each answers with what to tell whoever typed it.

/** Makes a room a favourite, or one no longer. */
export async function favour(roomId: string): Promise<Answer<string>> {
  const list = rooms.value
  const room = list.phase === 'here' ? list.list.joined.find(one => one.id === roomId) : undefined
  const favourite = room?.preferences.favourite !== true
  const answer = await prefer(roomId, { favourite })
  return told(answer, favourite ? 'This is one of your favourites now.' : 'It is no favourite now.')
}

/** @param known people who need not be asked for */
export async function shun(
  { name, given }: Extract<Call, { name: 'block' | 'unblock' }>,
  known: readonly Person[],
): Promise<Answer<string>> {
  const { person: username } = given
  const who = await whoIs(username, known)
  if (!who.ok) return who
  return name === 'block'
    ? told(
        await block(who.value),
        `You hear no more of @${username}. /unblock @${username} takes it back.`,
      )
    : told(await unblock(who.value.id), `You hear of @${username} again.`)
}

/** Somebody by username: of those known here, else of those blocked, else of everybody. */
async function whoIs(username: string, known: readonly Person[]): Promise<Answer<Person>> {
  const here = known.find(person => person.username === username)
  if (here !== undefined) return { ok: true, value: here }
  for (const look of [loadBlocks, () => findPeople(username)]) {
    const answer = await look()
    if (!answer.ok) return answer
    const person = answer.value.find(one => one.username === username)
    if (person !== undefined) return { ok: true, value: person }
  }
  const message = `Nobody is called @${username}.`
  return { ok: false, refusal: { code: 'no_such_account', message, fields: {} } }
}

function told(answer: Answer<unknown>, text: string): Answer<string> {
  return answer.ok ? { ok: true, value: text } : answer
}
