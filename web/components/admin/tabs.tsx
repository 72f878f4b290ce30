import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import './tabs.css'

export interface TabsProps<Name extends string> {
  label: string
  /** Each by its name, with what it is called. */
  tabs: Readonly<Record<Name, ComponentChildren>>
  open: Name
  onOpen(name: Name): void
  /** What the open one holds. */
  children: ComponentChildren
}

/** A few lists in one place. The arrows go from one to the next. */
export function Tabs<Name extends string>({
  label,
  tabs,
  open,
  onOpen,
  children,
}: TabsProps<Name>) {
  const id = useId()
  const names = Object.keys(tabs) as Name[]

  function turn(event: KeyboardEvent & { currentTarget: HTMLElement }) {
    const step = STEPS[event.key]
    const next = names[(names.indexOf(open) + (step ?? 0) + names.length) % names.length]
    if (step === undefined || next === undefined) return
    event.preventDefault()
    onOpen(next)
    event.currentTarget.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${next}`)}`)?.focus()
  }

  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={turn}>
        {names.map(name => (
          <button
            class="tab"
            key={name}
            type="button"
            role="tab"
            id={`${id}-${name}`}
            aria-selected={name === open}
            aria-controls={`${id}-panel`}
            tabIndex={name === open ? 0 : -1}
            onClick={() => onOpen(name)}
          >
            {tabs[name]}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open}`}>
        {children}
      </div>
    </>
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowLeft: -1 }
