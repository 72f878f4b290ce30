import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Person } from '../../../protocol/rest.ts'
import { findPeople } from '../../net/people.ts'
import { Avatar } from '../avatar.tsx'
import { Icon } from '../icon.tsx'
import './people-picker.css'

/** Milliseconds after the last letter until people are looked for. */
const PAUSE_MS = 200

export interface PeoplePickerProps {
  label: string
  chosen: readonly Person[]
  onChange(chosen: Person[]): void
  /** As many as may be chosen. */
  max: number
  /** Who cannot be chosen, by id. */
  without: ReadonlySet<string>
}

/** People found by their names, and those who were chosen. */
export function PeoplePicker({ label, chosen, onChange, max, without }: PeoplePickerProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const search = usePeople(typed)
  const taken = new Set([...without, ...chosen.map(person => person.id)])
  const found = search.people.filter(person => !taken.has(person.id))
  const isFull = chosen.length >= max
  const marked = found[Math.min(at, found.length - 1)]

  function choose(person: Person | undefined) {
    if (person === undefined || isFull) return
    onChange([...chosen, person])
    setTyped('')
    setAt(0)
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return
    if (event.key === 'Backspace' && typed === '') onChange(chosen.slice(0, -1))
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter' && typed.trim() !== '') choose(marked)
    else return
    if (event.key !== 'Backspace') event.preventDefault()
  }

  return (
    <div class="picker">
      <label class="field-label" for={id}>
        {label}
      </label>
      <div class="picker-field">
        {chosen.map(person => (
          <button
            class="picker-chip"
            type="button"
            key={person.id}
            aria-label={`Remove ${person.displayName}`}
            onClick={() => onChange(chosen.filter(one => one.id !== person.id))}
          >
            <bdi>{person.displayName}</bdi>
            <Icon name="close" size={14} />
          </button>
        ))}
        <input
          ref={input}
          class="picker-input"
          id={id}
          role="combobox"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          autofocus
          placeholder={chosen.length === 0 ? 'A name' : ''}
          aria-expanded={found.length > 0}
          aria-controls={`${id}-found`}
          aria-autocomplete="list"
          aria-activedescendant={marked && `${id}-${marked.id}`}
          value={typed}
          disabled={isFull}
          onInput={event => {
            setTyped(event.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p class="picker-note" role="status">
        {isFull ? 'These are as many as there may be.' : noteOf(typed, search, found.length)}
      </p>
      <div class="picker-found" id={`${id}-found`} role="listbox" aria-label="People found">
        {found.map(person => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field, which chooses
          <div
            key={person.id}
            id={`${id}-${person.id}`}
            class="picker-person"
            role="option"
            tabIndex={-1}
            aria-selected={person === marked}
            onPointerDown={event => event.preventDefault()}
            onClick={() => choose(person)}
          >
            <Avatar id={person.id} name={person.displayName} />
            <span class="picker-person-name" dir="auto">
              {person.displayName}
            </span>
            <span class="picker-person-handle">@{person.username}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

interface Search {
  people: readonly Person[]
  /** For which words these are. */
  of: string
  complaint?: string
}

function usePeople(typed: string): Search {
  const q = typed.trim()
  const [search, setSearch] = useState<Search>({ people: [], of: '' })
  useEffect(() => {
    if (q === '') return setSearch({ people: [], of: '' })
    let isOld = false
    const timer = setTimeout(async () => {
      const answer = await findPeople(q)
      if (isOld) return
      if (answer.ok) setSearch({ people: answer.value, of: q })
      else setSearch({ people: [], of: q, complaint: answer.refusal.message })
    }, PAUSE_MS)
    return () => {
      isOld = true
      clearTimeout(timer)
    }
  }, [q])
  return search
}

function noteOf(typed: string, { of, complaint }: Search, count: number): string {
  if (complaint !== undefined) return complaint
  if (typed.trim() === '' || of !== typed.trim()) return ''
  return count === 0 ? 'Nobody else to choose has such a name.' : ''
}
