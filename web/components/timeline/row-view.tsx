import { Component } from 'preact'
import { nameOf, type People } from '../../state/people.ts'
import { type Row, sameRow } from '../../state/rows.ts'
import { DayDivider } from './day-divider.tsx'
import type { Fate } from './failed-send.tsx'
import { MessageGroup } from './message-group.tsx'
import { QuietLine } from './quiet-line.tsx'

export interface RowViewProps {
  row: Row
  me: string
  people: People
  fate: Fate
}

/** One row; drawn again only when it would look different, as hundreds of them may be shown. */
export class RowView extends Component<RowViewProps> {
  override shouldComponentUpdate(next: RowViewProps): boolean {
    return !sameRow(this.props.row, next.row) || author(this.props) !== author(next)
  }

  override render({ row, me, people, fate }: RowViewProps) {
    switch (row.kind) {
      case 'day':
        return <DayDivider at={row.at} />
      case 'group':
        return (
          <MessageGroup group={row} own={row.by === me} name={nameOf(people, row.by)} fate={fate} />
        )
      case 'created':
        return <QuietLine text={`${nameOf(people, row.by)} opened the room`} at={row.at} />
      case 'joined':
        return (
          <QuietLine text={`${listed(row.members.map(m => m.displayName))} joined`} at={row.at} />
        )
      default:
        return row satisfies never
    }
  }
}

function author({ row, people }: RowViewProps): string {
  return 'by' in row ? nameOf(people, row.by) : ''
}

/** Names beyond which only their number is said. */
const NAMES_MAX = 4

function listed(names: readonly string[]): string {
  const named =
    names.length <= NAMES_MAX
      ? names
      : [...names.slice(0, NAMES_MAX - 1), `${names.length - NAMES_MAX + 1} others`]
  return new Intl.ListFormat('en').format(named)
}
