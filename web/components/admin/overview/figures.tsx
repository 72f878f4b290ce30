import type { Overview } from '../../../../protocol/rest.ts'
import { sizeWords } from '../../../state/admin/figures.ts'
import './figures.css'

/** Numbers that say how a deployment does, each the way to more of it where there is a page for that. */
export function Figures({ overview }: { overview: Overview }) {
  const { accounts, activeDay, activeMonth, rooms, conversations, messages } = overview
  return (
    <dl class="figures">
      <Figure name="Open reports" value={overview.reportsOpen} href="/admin/reports" stands />
      <Figure name="Accounts" value={accounts} href="/admin/people" />
      <Figure name="Here in the last day" value={activeDay} />
      <Figure name="Here in the last 30 days" value={activeMonth} />
      <Figure name="Rooms" value={rooms} href="/admin/rooms" />
      <Figure name="Conversations" value={conversations} />
      <Figure name="Messages" value={messages} />
      <Figure
        name="Database"
        value={sizeWords(overview.storage.databaseBytes)}
        href="/admin/storage"
      />
    </dl>
  )
}

interface FigureProps {
  name: string
  value: number | string
  href?: string
  /** Whether anything but nothing is to be seen at once. */
  stands?: boolean
}

function Figure({ name, value, href, stands = false }: FigureProps) {
  const words = typeof value === 'number' ? value.toLocaleString('en') : value
  return (
    <div class={`figure ${stands && value !== 0 ? 'figure-stands' : ''}`}>
      <dt>{href === undefined ? name : <a href={href}>{name}</a>}</dt>
      <dd class="serif">{words}</dd>
    </div>
  )
}
