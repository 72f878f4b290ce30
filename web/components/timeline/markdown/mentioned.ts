import { createContext } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Member } from '../../../../protocol/events.ts'
import type { People } from '../../../state/people.ts'

/** Whom `@username` can mean, and who reads it. */
export interface Mentionable {
  me: string
  named(username: string): Pick<Member, 'id' | 'displayName'> | undefined
}

/** Only what shows a name asks for it, so that a change of people draws no message anew that names nobody. */
export const MentionableContext = createContext<Mentionable>({ me: '', named: () => undefined })

export function useMentionable(people: People, me: string): Mentionable {
  return useMemo(() => {
    let byUsername: ReadonlyMap<string, Member> | undefined
    return {
      me,
      named(username) {
        byUsername ??= new Map([...people.values()].map(member => [member.username, member]))
        return byUsername.get(username)
      },
    }
  }, [people, me])
}
