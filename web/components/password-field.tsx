import { useState } from 'preact/hooks'
import { Field, type FieldProps } from './field.tsx'
import './password-field.css'

/** A password, hidden until the person asks to see what they typed. */
export function PasswordField(props: Omit<FieldProps, 'type' | 'verbatim'>) {
  const [shown, setShown] = useState(false)
  return (
    <div class="password-field">
      <Field {...props} type={shown ? 'text' : 'password'} verbatim />
      <button
        class="password-field-show"
        type="button"
        aria-pressed={shown}
        aria-label="Show password"
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide' : 'Show'}
      </button>
    </div>
  )
}
