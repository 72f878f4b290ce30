import { Component } from 'preact'
import { happeningText } from '../../state/happening.ts'
import { nameOf, type People } from '../../state/people.ts'
import { type Row, sameRow } from '../../state/rows.ts'
import { DayDivider } from './day-divider.tsx'
import type { Fate } from './failed-send.tsx'
import { MessageGroup } from './message-group.tsx'
import { QuietLine } from './quiet-line.tsx'
import { ReadDivider } from './read-divider.tsx'
import { WaitingSends } from './waiting-sends.tsx'

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
      case 'read':
        return <ReadDivider />
      case 'waiting':
        return <WaitingSends count={row.count} />
      case 'created':
      case 'joined':
      case 'left':
      case 'changed':
      case 'renamed':
        return <QuietLine text={happeningText(row, people)} at={row.at} />
      default:
        return row satisfies never
    }
  }
}

function author({ row, people }: RowViewProps): string {
  return 'by' in row ? nameOf(people, row.by) : ''
}
