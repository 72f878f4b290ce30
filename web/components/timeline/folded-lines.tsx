import { useState } from 'preact/hooks'
import { foldedText, happeningText } from '../../state/happening.ts'
import type { People } from '../../state/people.ts'
import type { FoldedRow } from '../../state/rows.ts'
import { Button } from '../button.tsx'
import { QuietLine } from './quiet-line.tsx'

/** Much that happened in one line, and line by line when asked for. */
export function FoldedLines({ row, people }: { row: FoldedRow; people: People }) {
  const [shown, setShown] = useState(false)
  return (
    <>
      <p class="quiet-line">
        <span dir="auto">{foldedText(row.happenings, people)}</span>{' '}
        <Button kind="text" onClick={() => setShown(!shown)}>
          {shown ? 'Less' : 'All of it'}
        </Button>
      </p>
      {shown &&
        row.happenings.map(one => (
          <QuietLine key={one.key} text={happeningText(one, people)} at={one.at} />
        ))}
    </>
  )
}
