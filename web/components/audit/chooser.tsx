import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../net/api.ts'
import type { Chosen } from '../../state/audit/filters.ts'
import { IconButton } from '../icon-button.tsx'
import { useFound } from './use-found.ts'
import './chooser.css'

export interface Choice extends Chosen {
  /** By which those that are called alike are told apart. */
  about: string
}

export interface ChooserProps {
  label: string
  chosen: Chosen | null
  /** What the chosen one is called. */
  chosenName: string
  /** What is there before anything is typed. */
  placeholder: string
  find(q: string): Promise<Answer<readonly Choice[]>>
  onChoose(chosen: Chosen | null): void
}

/** One of many, found by typing. */
export function Chooser(props: ChooserProps) {
  const { label, chosen, chosenName, onChoose } = props
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const isFirst = useRef(true)
  // What one typed in makes way for what was chosen, and the other way round; the keyboard goes with it.
  useEffect(() => {
    const isLost = !isFirst.current && document.activeElement === document.body
    if (isLost) place.current?.querySelector<HTMLElement>('input, button')?.focus()
    isFirst.current = false
  }, [chosen === null])
  return (
    <div class="field chooser" ref={place}>
      <label class="field-label" for={id}>
        {label}
      </label>
      {chosen === null ? (
        <Search {...props} id={id} />
      ) : (
        <span class="chooser-chosen field-input">
          <output id={id} dir="auto">
            {chosenName}
          </output>
          <IconButton
            icon="close"
            label={`${label}: not ${chosenName}`}
            onClick={() => onChoose(null)}
          />
        </span>
      )}
    </div>
  )
}

function Search({ id, find, placeholder, onChoose }: ChooserProps & { id: string }) {
  const [q, setQ] = useState('')
  const [at, setAt] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const found = useFound(q, find)
  const isAnswered = isOpen && q.trim() !== '' && found !== undefined
  const isShown = isAnswered && found.length > 0
  const current = found?.[at]

  function turn(event: KeyboardEvent) {
    const step = STEPS[event.key]
    if (step !== undefined && found !== undefined && found.length > 0) {
      event.preventDefault()
      setOpen(true)
      setAt((at + step + found.length) % found.length)
    } else if (event.key === 'Enter' && isShown && current !== undefined) {
      event.preventDefault()
      onChoose({ id: current.id, name: current.name })
    } else if (event.key === 'Escape' && isShown) {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }

  return (
    <>
      <input
        class="field-input"
        id={id}
        value={q}
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        placeholder={placeholder}
        aria-autocomplete="list"
        aria-expanded={isShown}
        aria-controls={`${id}-found`}
        aria-activedescendant={isShown && current ? `${id}-${at}` : undefined}
        onInput={event => {
          setQ(event.currentTarget.value)
          setAt(0)
          setOpen(true)
        }}
        onKeyDown={turn}
        onBlur={() => setOpen(false)}
      />
      <div class="chooser-place" role="status">
        {isAnswered && !isShown && (
          <p class="chooser-found chooser-none">Nothing is called that.</p>
        )}
      </div>
      <div class="chooser-place">
        {isShown && (
          <div class="chooser-found" id={`${id}-found`} role="listbox" aria-label="Found">
            {found.map((choice, index) => (
              <div
                class="chooser-choice"
                key={choice.id}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === at}
                // Before the field loses the focus, and with it the list.
                onPointerDown={event => {
                  event.preventDefault()
                  onChoose({ id: choice.id, name: choice.name })
                }}
              >
                <span dir="auto">{choice.name}</span>
                <span class="chooser-about" dir="auto">
                  {choice.about}
                </span>
              </div>
            ))}
          </div>
        )}
      </div>
    </>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 }
