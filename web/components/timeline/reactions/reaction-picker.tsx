import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { emojiTable, loadEmoji } from '../../../net/emoji.ts'
import { type Choice, choicesIn } from '../../../state/emoji-table.ts'
import { Menu } from '../../menu.tsx'
import { SearchField } from '../../search-field.tsx'
import { uses } from './uses.ts'
import './reaction-picker.css'

/** Emoji used lately that are offered first. */
const RECENT_SHOWN = 16

export interface ReactionPickerProps {
  /** What is chosen. */
  label?: string
  anchor: Element
  onPick(emoji: string): void
  onClose(): void
}

/** Where an emoji is found: what one used lately, all of them in groups, and by name. */
export default function ReactionPicker({
  label = 'Choose a reaction',
  anchor,
  onPick,
  onClose,
}: ReactionPickerProps) {
  const table = emojiTable.value
  const [isAway, setAway] = useState(false)
  const [q, setQ] = useState('')
  useEffect(() => {
    void loadEmoji().then(loaded => setAway(loaded === undefined))
  }, [])
  const choices = useMemo(() => table && choicesIn(table), [table])
  const recent = uses.value.slice(0, RECENT_SHOWN).map(({ emoji }) => ({ emoji, name: '' }))
  const found = q.trim() === '' ? undefined : choices?.search(q)
  return (
    <Menu label={label} anchor={anchor} onClose={onClose}>
      <div class="picker">
        <SearchField label="Search emoji" value={q} onInput={setQ} autofocus />
        <div class="picker-groups">
          {found !== undefined && (
            <Grid name={foundText(found.length)} emoji={found} onPick={onPick} />
          )}
          {found === undefined && recent.length > 0 && (
            <Grid name="Used lately" emoji={recent} onPick={onPick} />
          )}
          {found === undefined &&
            choices?.groups.map(({ name, emoji }) => (
              <Grid key={name} name={name} emoji={emoji} onPick={onPick} />
            ))}
        </div>
        {isAway && <p role="alert">The emoji did not come. Close this and try again.</p>}
        <span class="unseen" role="status">
          {found === undefined ? '' : foundText(found.length)}
        </span>
      </div>
    </Menu>
  )
}

function foundText(count: number): string {
  return count === 0 ? 'Nothing is called that' : `${count} found`
}

interface GridProps {
  name: string
  emoji: readonly Choice[]
  onPick(emoji: string): void
}

function Grid({ name, emoji, onPick }: GridProps) {
  const grid = useRef<HTMLDivElement>(null)
  return (
    <section aria-label={name}>
      <h3 class="picker-name">{name}</h3>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys go from one button to the next */}
      <div
        class="picker-grid"
        ref={grid}
        onKeyDown={event => {
          const to = grid.current && neighbour(grid.current, event.key)
          if (!to) return
          event.preventDefault()
          event.stopPropagation()
          to.focus()
        }}
      >
        {emoji.map(one => (
          <button
            key={one.emoji}
            class="picker-emoji"
            type="button"
            aria-label={one.name === '' ? one.emoji : one.name}
            title={one.name === '' ? undefined : one.name}
            onClick={() => onPick(one.emoji)}
          >
            {one.emoji}
          </button>
        ))}
      </div>
    </section>
  )
}

/** The button that a key leads to: beside this one, or in the row above or below; on into the next group. */
function neighbour(grid: HTMLElement, key: string): HTMLElement | undefined {
  const all = [...(grid.closest('.picker')?.querySelectorAll<HTMLElement>('.picker-emoji') ?? [])]
  const at = all.indexOf(document.activeElement as HTMLElement)
  if (key === 'ArrowRight') return all[at + 1]
  if (key === 'ArrowLeft') return all[at - 1]
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return undefined
  const from = all[at]?.getBoundingClientRect()
  if (from === undefined) return undefined
  const side = key === 'ArrowDown' ? 1 : -1
  const rows = side === 1 ? all.slice(at + 1) : all.slice(0, at).reverse()
  const next = rows.find(one => (one.getBoundingClientRect().top - from.top) * side > 1)
  const row = next?.getBoundingClientRect().top
  return rows
    .filter(one => one.getBoundingClientRect().top === row)
    .sort((a, b) => distance(a, from.left) - distance(b, from.left))[0]
}

function distance(one: HTMLElement, left: number): number {
  return Math.abs(one.getBoundingClientRect().left - left)
}
