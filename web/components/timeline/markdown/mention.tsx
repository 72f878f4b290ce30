import { useContext } from 'preact/hooks'
import { MentionableContext } from './mentioned.ts'
import './mention.css'

/** Somebody who is known, by the name they are shown with. A name that nobody is known by is text. */
export function Mention({ username, text }: { username: string; text: string }) {
  const { me, named } = useContext(MentionableContext)
  const person = named(username)
  if (person === undefined) return text
  return (
    <span
      class={`mention ${person.id === me ? 'mention-me' : ''}`}
      title={`@${username}`}
      dir="auto"
    >
      @{person.displayName}
    </span>
  )
}

/** Everybody in the room, or everybody who is here. */
export function Audience({ text }: { text: string }) {
  return <span class="mention mention-me">{text}</span>
}
