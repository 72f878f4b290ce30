import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type Completion, completionAt, type World } from '../../../protocol/slash/complete.ts'
import { actOf, markedIn, takenInto } from '../../state/commands/listing.ts'
import { mergedOffers, type Nameable, offersAt } from '../../state/writing/offers.ts'

export interface Completing {
  /** What is offered now, if anything. */
  completion: Completion | undefined
  marked: number | undefined
  /** The caret may be elsewhere now. */
  follow(): void
  /** The text area has the focus, or has lost it. */
  focus(has: boolean): void
  /** @returns whether the key was for the list */
  press(event: KeyboardEvent): boolean
  take(index: number): void
}

export interface CompletionOptions {
  area: { readonly current: HTMLTextAreaElement | null }
  text: string
  world: World
  nameable: Nameable
  /** Whether the line is a command as it stands. */
  isDone: boolean
  onType(text: string): void
}

/** What is offered for the place where the caret is, and what keys do about it. */
export function useCompletion(options: CompletionOptions): Completing {
  const { area, text, world, nameable, isDone, onType } = options
  const [caret, setCaret] = useState(0)
  const [hasFocus, setFocus] = useState(false)
  const [chosen, choose] = useState<number>()
  /** For which place the list was closed. */
  const [closed, setClosed] = useState<string>()
  const moved = useRef<number | undefined>(undefined)
  const found = useMemo(
    () => mergedOffers(completionAt(text, caret, world), () => offersAt(text, caret, nameable)),
    [text, caret, world, nameable],
  )
  const place = found && `${found.from} ${found.usage?.active ?? ''}`
  useEffect(() => choose(undefined), [place, found?.typed])
  useEffect(() => setClosed(undefined), [place])
  useLayoutEffect(() => {
    if (moved.current === undefined) return
    area.current?.setSelectionRange(moved.current, moved.current)
    setCaret(moved.current)
    moved.current = undefined
  }, [text])

  const completion = hasFocus && closed !== place ? found : undefined
  const marked = completion && markedIn(completion, chosen, isDone)

  function take(index: number) {
    if (completion === undefined) return
    const taken = takenInto(text, completion, index)
    moved.current = taken.caret
    onType(taken.text)
    if (taken.text === text) {
      area.current?.setSelectionRange(taken.caret, taken.caret)
      setCaret(taken.caret)
      moved.current = undefined
    }
    area.current?.focus()
  }

  return {
    completion,
    marked,
    take,
    focus: setFocus,
    follow: () => {
      const element = area.current
      // While a stretch is selected, nobody is writing at its end.
      if (element !== null)
        setCaret(element.selectionStart === element.selectionEnd ? element.selectionStart : 0)
    },
    press: event => {
      if (completion === undefined) return false
      const act = actOf(event, completion, marked)
      if (act.kind === 'none') return false
      if (act.kind === 'mark') choose(act.index)
      else if (act.kind === 'take') take(act.index)
      else setClosed(place)
      return true
    },
  }
}
