import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Refusal } from '../net/api.ts'
import { type Mistakes, mistakesTold } from '../state/mistakes.ts'

export interface Plan<Values extends object, T> {
  values: Values
  mistakesIn(values: Values): Mistakes<Extract<keyof Values, string>>
  send(values: Values): Promise<Answer<T>>
  /** @returns what to say about it, if the form stays */
  done(value: T, values: Values): string | undefined
  /** Which field a refusal is about that names none. */
  fieldOf?: Partial<Record<Refusal['code'], Extract<keyof Values, string>>>
}

export interface FormState<Values extends object> {
  element: RefObject<HTMLFormElement | null>
  values: Values
  set<Key extends keyof Values>(field: Key, value: Values[Key]): void
  /** Everything at once, as when what it was made of has changed. */
  fill(values: Values): void
  /** What a field of text is given. */
  field(name: Extract<keyof Values, string>): {
    name: string
    value: string
    onInput(value: string): void
    error: string | undefined
  }
  submit(): Promise<void>
  mistakes: Mistakes<Extract<keyof Values, string>>
  complaint: string | undefined
  said: string | undefined
  busy: boolean
}

/** What somebody types, what is wrong with it, and what became of sending it. */
export function useForm<Values extends object, T>(plan: Plan<Values, T>): FormState<Values> {
  type Found = Mistakes<Extract<keyof Values, string>>
  const [values, setValues] = useState(plan.values)
  const [mistakes, setMistakes] = useState<Found>({})
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()
  const [busy, setBusy] = useState(false)
  const element = useRef<HTMLFormElement>(null)
  const refuse = useFocusOnMistake(element)

  function show(found: Found, message?: string) {
    setMistakes(found)
    setComplaint(message)
    refuse()
  }

  async function submit() {
    if (busy) return
    setSaid(undefined)
    const found = plan.mistakesIn(values)
    if (Object.keys(found).length > 0) return show(found)
    setMistakes({})
    setComplaint(undefined)
    setBusy(true)
    const answer = await plan.send(values)
    setBusy(false)
    if (answer.ok) return setSaid(plan.done(answer.value, values))
    const names = Object.keys(values) as Extract<keyof Values, string>[]
    const told = mistakesTold(answer.refusal, names, plan.fieldOf)
    show(told, Object.keys(told).length > 0 ? undefined : complaintOf(answer.refusal))
  }

  function set<Key extends keyof Values>(field: Key, value: Values[Key]) {
    const next = { ...values, [field]: value }
    setValues(next)
    setSaid(undefined)
    // What was wrong is judged again at each letter; what was not is left in peace.
    if (Object.keys(mistakes).length > 0) setMistakes(among(plan.mistakesIn(next), mistakes))
  }

  return {
    element,
    values,
    set,
    fill: setValues,
    field: name => ({
      name,
      value: String(values[name]),
      onInput: value => set(name, value as Values[typeof name]),
      error: mistakes[name],
    }),
    submit,
    mistakes,
    complaint,
    said,
    busy,
  }
}

/** Leads to the first wrong field, once the page shows which it is. */
function useFocusOnMistake(form: RefObject<HTMLFormElement | null>): () => void {
  const [refusals, setRefusals] = useState(0)
  useLayoutEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])
  return () => setRefusals(count => count + 1)
}

function among<Found extends object>(now: Found, marked: Found): Found {
  return Object.fromEntries(Object.entries(now).filter(([field]) => field in marked)) as Found
}

/** What to say of a refusal; nothing to somebody who would not confirm, since they know. */
export function complaintOf({ code, message }: Refusal): string | undefined {
  return code === 'confirmation_needed' ? undefined : message
}
