import type { Account } from '../../../../protocol/rest.ts'
import { dateWords } from '../../../state/moment.ts'
import { Card } from '../../card.tsx'
import { LOCALE } from '../../clock.ts'

export function NameCard({ account: { username, createdAt, role } }: { account: Account }) {
  return (
    <Card title="You">
      <p>
        You are <strong>@{username}</strong>, {role === 'admin' ? 'an admin here, ' : ''}with us
        since {dateWords(createdAt, LOCALE)}. A username stays what it is, so that nobody is taken
        for somebody else.
      </p>
    </Card>
  )
}
