import { nameOf, type People } from '../../state/people.ts'
import type { Reach } from '../../state/receipts.ts'
import { Avatar } from '../avatar.tsx'
import './message-reach.css'

/** Faces shown; of the rest the number. */
const FACES_MAX = 3

/** Beside a message, who has read up to it; between two people, whether the other has. */
export function MessageReach({ reach, people }: { reach: Reach; people: People }) {
  const { readers, word } = reach
  if (word !== undefined) return <p class="message-reach">{word}</p>
  const names = readers.map(id => nameOf(people, id))
  const more = readers.length - FACES_MAX
  return (
    <p class="message-reach" title={`Read by ${names.join(', ')}`}>
      <span class="unseen">Read by {names.join(', ')}</span>
      {readers.slice(0, FACES_MAX).map((id, n) => (
        <Avatar key={id} id={id} name={names[n] ?? ''} />
      ))}
      {more > 0 && <span aria-hidden="true">+{more}</span>}
    </p>
  )
}
