import { useEffect } from 'preact/hooks'
import type { Mark } from '../../../protocol/frames.ts'
import { RECEIPTS_MEMBERS } from '../../../protocol/limits.ts'
import { loadReaders } from '../../net/messages.ts'
import type { RoomLine } from '../../net/room-line.ts'
import { membersOf, nameOf } from '../../state/people.ts'
import { reachedBy } from '../../state/readers.ts'
import { Avatar } from '../avatar.tsx'
import { Dialog } from '../dialog.tsx'
import { MorePages } from '../more-pages.tsx'
import { usePages } from '../use-pages.ts'
import './readers-dialog.css'

export interface ReadersDialogProps {
  line: RoomLine
  me: string
  seq: number
  /** Who said it: of them it goes without saying. */
  by: string
  onClose(): void
}

/** Who has read a message, whom it has come to, and of whom nothing is known. */
export default function ReadersDialog({ line, me, seq, by, onClose }: ReadersDialogProps) {
  const pages = usePages<Mark>('', async after => {
    const answer = await loadReaders(line.id, seq, after)
    if (!answer.ok) return answer
    return { ok: true, value: { items: answer.value.readers, after: answer.value.after } }
  })
  const people = line.people.value
  const ids = pages.items.map(({ id }) => id)
  useEffect(() => line.meet(ids), [ids.join()])
  // In a large room those without a word would be a list of nearly everybody.
  const isSmall = line.counts.value.members <= RECEIPTS_MEMBERS
  const members = isSmall && !pages.hasMore ? membersOf(people).map(({ id }) => id) : []
  // What is told while one looks is newer than the page.
  const told = [...pages.items, ...line.receipts.value.values()]
  const { read, delivered, unknown } = reachedBy(told, members, seq, [me, by])
  const list = (title: string, of: readonly string[]) => (
    <ReaderList title={title} people={of.map(id => ({ id, name: nameOf(people, id) }))} />
  )
  return (
    <Dialog title="Read by" onClose={onClose}>
      {pages.phase === 'loading' && (
        <p class="readers-note" role="status">
          Loading…
        </p>
      )}
      {pages.phase === 'here' && read.length === 0 && (
        <p class="readers-note">Nobody else yet, as far as people let it be seen.</p>
      )}
      {list('Read', read)}
      {list('Delivered', delivered)}
      {pages.phase === 'here' && list('No word yet', unknown)}
      <MorePages pages={pages} />
    </Dialog>
  )
}

function ReaderList({ title, people }: { title: string; people: { id: string; name: string }[] }) {
  if (people.length === 0) return null
  return (
    <section class="readers" aria-label={title}>
      <h3 class="readers-title">
        {title} <span class="readers-count">{people.length}</span>
      </h3>
      <ul>
        {people.map(({ id, name }) => (
          <li key={id} class="reader">
            <Avatar id={id} name={name} />
            <span dir="auto">{name}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
