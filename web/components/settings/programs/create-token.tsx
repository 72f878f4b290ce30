import { useState } from 'preact/hooks'
import type { CreateToken as Values } from '../../../../protocol/rest.ts'
import { createToken } from '../../../net/tokens.ts'
import { mistakesInToken, TOKEN_DAYS } from '../../../state/settings/token-fields.ts'
import { Button } from '../../button.tsx'
import { CopyText } from '../../copy-text.tsx'
import { Dialog } from '../../dialog.tsx'
import { Field } from '../../field.tsx'
import { Form } from '../../form.tsx'
import { Select } from '../../select.tsx'
import { useForm } from '../../use-form.ts'
import { ScopeFields } from './scope-fields.tsx'

/** Makes a token, and shows its text this once. */
export function CreateToken({ onMade, onClose }: { onMade(): void; onClose(): void }) {
  const [text, setText] = useState<string>()
  if (text !== undefined)
    return (
      <Dialog key="text" title="Your token" onClose={onClose} firm>
        <div class="dialog-form">
          <p>
            It is not shown again. Whoever has it can do what it allows: give it to no one else.
          </p>
          <CopyText label="Token" text={text} />
          <div class="dialog-actions">
            <Button kind="primary" onClick={onClose}>
              I have it
            </Button>
          </div>
        </div>
      </Dialog>
    )
  return (
    <Dialog key="form" title="New token" onClose={onClose}>
      <CreateTokenForm
        onMade={made => {
          setText(made)
          onMade()
        }}
        onCancel={onClose}
      />
    </Dialog>
  )
}

function CreateTokenForm({ onMade, onCancel }: { onMade(text: string): void; onCancel(): void }) {
  const form = useForm<Values, string>({
    values: { name: '', scopes: [], days: 30 },
    mistakesIn: mistakesInToken,
    send: createToken,
    done: text => {
      onMade(text)
      return undefined
    },
  })
  const { scopes, days } = form.values
  return (
    <Form form={form} action="Make token" onCancel={onCancel}>
      <Field {...form.field('name')} label="Name of the program" autofocus />
      <ScopeFields
        scopes={scopes}
        error={form.mistakes.scopes}
        onInput={chosen => form.set('scopes', chosen)}
      />
      <Select
        label="It lasts"
        name="days"
        value={String(days)}
        choices={TOKEN_DAYS}
        onInput={chosen => form.set('days', Number(chosen))}
      />
    </Form>
  )
}
