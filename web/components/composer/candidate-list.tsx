import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Candidate } from '../../../protocol/slash/complete.ts'
import { Avatar } from '../avatar.tsx'
import './candidate-list.css'

/** What the text area names as the one that is marked. */
export function candidateId(list: string, index: number): string {
  return `${list}-${index}`
}

export interface CandidateListProps {
  /** What the text area names as its list. */
  id: string
  candidates: readonly Candidate[]
  marked: number | undefined
  onTake(index: number): void
}

/** What may be put in; the keyboard stays in the text area, which says which one is marked. */
export function CandidateList({ id, candidates, marked, onTake }: CandidateListProps) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const option = list.current?.querySelector('[aria-selected="true"]')
    option?.scrollIntoView({ block: 'nearest' })
  }, [marked, candidates])
  return (
    <div class="candidates" id={id} role="listbox" aria-label="Suggestions" ref={list}>
      {candidates.map((candidate, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text area has the keyboard
        <div
          key={candidate.key}
          id={candidateId(id, i)}
          class="candidate"
          role="option"
          tabIndex={-1}
          aria-selected={i === marked}
          // The text area keeps the focus, and a phone its keyboard.
          onPointerDown={event => event.preventDefault()}
          onMouseDown={event => event.preventDefault()}
          onClick={() => onTake(i)}
        >
          {candidate.person !== undefined && (
            <Avatar id={candidate.person.id} name={candidate.person.displayName} />
          )}
          <span class={`candidate-text ${isShort(candidate) ? 'candidate-short' : ''}`}>
            <Label candidate={candidate} />
            {candidate.hint !== '' && (
              <span class="candidate-hint" dir="auto">
                {candidate.hint}
              </span>
            )}
          </span>
        </div>
      ))}
    </div>
  )
}

/** A word, whose hint stands beside it. */
function isShort({ label, person }: Candidate): boolean {
  return person === undefined && !/^[/#]/.test(label)
}

/** Of a command its name stands out from what goes behind it. */
function Label({ candidate: { label, person } }: { candidate: Candidate }) {
  if (person !== undefined || !label.startsWith('/'))
    return (
      <span class="candidate-label" dir="auto">
        {label}
      </span>
    )
  const [name = '', ...parts] = label.split(' ')
  return (
    <span class="candidate-label">
      {name} <span class="candidate-arguments">{parts.join(' ')}</span>
    </span>
  )
}
