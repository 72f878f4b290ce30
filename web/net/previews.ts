import { type Preview, previewsSchema } from '../../protocol/rest.ts'
import { Remembered } from '../state/remembered.ts'
import { type Answer, ask } from './api.ts'
import { roomPath } from './members.ts'

/** Messages whose previews are kept, so that scrolling back and forth asks nobody. */
const KEPT = 500

const kept = new Remembered<readonly Preview[]>(KEPT)

/**
 * What stands behind the links of a message; nothing when there is no answer. Each is asked for once.
 * @param addresses what they are: a message can be changed
 */
export async function previews(
  room: string,
  seq: number,
  addresses: string,
): Promise<readonly Preview[]> {
  return (await kept.get(`${room}/${seq} ${addresses}`, () => load(room, seq))) ?? []
}

/** Undefined when it may be said another time. */
async function load(room: string, seq: number): Promise<readonly Preview[] | undefined> {
  const answer: Answer<{ previews: Preview[] }> = await ask(
    previewsSchema,
    `${roomPath(room)}/messages/${seq}/previews`,
  )
  return answer.ok ? answer.value.previews : undefined
}
