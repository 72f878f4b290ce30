import { Component } from 'preact'
import { happeningText } from '../../state/happening.ts'
import { nameOf, type People } from '../../state/people.ts'
import { namedIn, type Row } from '../../state/rows.ts'
import { sameRow } from '../../state/same-row.ts'
import { BlockedMessages } from './blocked-messages.tsx'
import { DayDivider } from './day-divider.tsx'
import { FoldedLines } from './folded-lines.tsx'
import type { Hands } from './hands.ts'
import { MessageGroup } from './message-group.tsx'
import { QuietLine } from './quiet-line.tsx'
import { ReadDivider } from './read-divider.tsx'
import { WaitingSends } from './waiting-sends.tsx'

export interface RowViewProps {
  row: Row
  me: string
  people: People
  hands: Hands
}

/** One row; drawn again only when it would look different, as hundreds of them may be shown. */
export class RowView extends Component<RowViewProps> {
  override shouldComponentUpdate(next: RowViewProps): boolean {
    const { row, people, hands } = this.props
    if (hands !== next.hands || !sameRow(row, next.row)) return true
    return (
      people !== next.people &&
      namedIn(next.row).some(id => nameOf(people, id) !== nameOf(next.people, id))
    )
  }

  override render({ row, me, people, hands }: RowViewProps) {
    switch (row.kind) {
      case 'day':
        return <DayDivider at={row.at} onChoose={hands.chooseDay} />
      case 'group':
        return <MessageGroup group={row} me={me} people={people} hands={hands} />
      case 'blocked':
        return <BlockedMessages row={row} me={me} people={people} hands={hands} />
      case 'read':
        return <ReadDivider />
      case 'waiting':
        return <WaitingSends count={row.count} />
      case 'folded':
        return <FoldedLines row={row} people={people} />
      case 'pinned':
        return (
          <QuietLine
            text={happeningText(row, people)}
            at={row.at}
            onShow={() => hands.jump(row.seq)}
          />
        )
      default:
        return <QuietLine text={happeningText(row, people)} at={row.at} />
    }
  }
}
