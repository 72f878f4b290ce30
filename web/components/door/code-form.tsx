import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { giveSecondFactor } from '../../net/session.ts'
import { CODE_FIELDS, type CodeWay, codeOf, mistakeInCode } from '../../state/second-step.ts'
import { Button } from '../button.tsx'
import { Field } from '../field.tsx'
import { FormFrame } from '../form.tsx'
import { FieldsTold } from './fields-told.tsx'
import { useLead } from './use-lead.ts'

export interface CodeFormProps {
  way: CodeWay
  /** Of the right password. */
  token: string
  onExpired(): void
}

export function CodeForm({ way, token, onExpired }: CodeFormProps) {
  const element = useRef<HTMLFormElement>(null)
  const [code, setCode] = useState('')
  const [mistake, setMistake] = useState<string>()
  const [complaint, setComplaint] = useState<string>()
  const [busy, setBusy] = useState(false)
  const leadTo = useLead(element)
  const { label, hint, autocomplete, inputMode } = CODE_FIELDS[way]

  useLayoutEffect(() => leadTo('code'), [])

  function show(found: string | undefined, message?: string) {
    setMistake(found)
    setComplaint(message)
    leadTo('code')
  }

  async function submit() {
    if (busy) return
    const found = mistakeInCode(way, code)
    if (found !== undefined) return show(found)
    setBusy(true)
    const answer = await giveSecondFactor({ token, code: codeOf(way, code) })
    setBusy(false)
    if (answer.ok) return
    const { refusal } = answer
    if (refusal.code === 'challenge_expired') onExpired()
    else if (refusal.code === 'wrong_code') show(refusal.message)
    else show(undefined, refusal.message)
  }

  return (
    <FormFrame form={{ element, submit, complaint }} class="doorway-form">
      <FieldsTold
        labels={{ code: label }}
        mistakes={mistake === undefined ? {} : { code: mistake }}
      />
      <Field
        label={label}
        name="code"
        value={code}
        onInput={text => {
          setCode(text)
          setMistake(undefined)
        }}
        hint={hint}
        error={mistake}
        autocomplete={autocomplete}
        inputMode={inputMode}
        maxLength={64}
        verbatim
      />
      <Button kind="primary" type="submit" busy={busy}>
        Sign in
      </Button>
    </FormFrame>
  )
}
