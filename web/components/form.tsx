import type { ComponentChildren } from 'preact'
import { Button } from './button.tsx'
import { Complaint } from './complaint.tsx'
import { Said } from './said.tsx'
import type { FormState } from './use-form.ts'
import './form.css'

export interface FormProps {
  form: Pick<FormState<object>, 'element' | 'submit' | 'complaint' | 'said' | 'busy'>
  /** What its button says. */
  action: string
  children: ComponentChildren
  kind?: 'primary' | 'danger'
  /** In a dialog, what calls it off. */
  onCancel?: () => void
}

/** Fields, what is wrong with them, the button that sends them, and what became of it. */
export function Form({ form, action, children, kind = 'primary', onCancel }: FormProps) {
  return (
    <FormFrame form={form} class="form">
      {children}
      <div class={onCancel === undefined ? 'form-actions' : 'dialog-actions'}>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        <Button kind={kind} type="submit" busy={form.busy}>
          {action}
        </Button>
        {onCancel === undefined && <Said text={form.said} />}
      </div>
    </FormFrame>
  )
}

export interface FormFrameProps {
  form: Pick<FormState<object>, 'element' | 'submit' | 'complaint'>
  class: string
  children: ComponentChildren
}

/** A form that is judged by us and not by the browser, with what is wrong with the whole of it on top. */
export function FormFrame({ form, class: name, children }: FormFrameProps) {
  return (
    <form
      ref={form.element}
      class={name}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <Complaint text={form.complaint} />
      {children}
    </form>
  )
}
