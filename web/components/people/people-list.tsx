import { useId } from 'preact/hooks'
import type { Member } from '../../../protocol/events.ts'
import type { There } from '../../state/presence.ts'
import { Person, type PersonProps } from './person.tsx'
import './people-list.css'

/** People listed at most: a longer list is of no use and slow to draw. */
const LISTED_MAX = 200

export interface PeopleListProps {
  title: string
  people: readonly Member[]
  me: string
  /** How somebody of these is there, and when they last were. */
  thereOf(id: string): There
  onChoose: PersonProps['onChoose']
}

export function PeopleList({ title, people, me, thereOf, onChoose }: PeopleListProps) {
  const id = useId()
  if (people.length === 0) return null
  const more = people.length - LISTED_MAX
  return (
    <section class="people-list" aria-labelledby={id}>
      <h2 class="people-list-title" id={id}>
        {title} <span class="people-list-count">{people.length}</span>
      </h2>
      <ul>
        {people.slice(0, LISTED_MAX).map(member => (
          <li key={member.id}>
            <Person
              member={member}
              {...thereOf(member.id)}
              isMe={member.id === me}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
      {more > 0 && <p class="people-list-more">and {more} more</p>}
    </section>
  )
}
