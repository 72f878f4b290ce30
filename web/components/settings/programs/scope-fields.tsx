import { useId } from 'preact/hooks'
import { type Scope, scopeSchema } from '../../../../protocol/rest.ts'
import { SCOPES } from '../../../state/settings/scopes.ts'
import './scope-fields.css'

export interface ScopeFieldsProps {
  scopes: readonly Scope[]
  error: string | undefined
  onInput(scopes: Scope[]): void
}

/** What a program may do, each with what that means. */
export function ScopeFields({ scopes, error, onInput }: ScopeFieldsProps) {
  const id = useId()
  return (
    <fieldset
      class={`scopes ${error === undefined ? '' : 'field-wrong'}`}
      aria-describedby={error === undefined ? undefined : `${id}-note`}
    >
      <legend class="field-label">It may</legend>
      {scopeSchema.options.map(scope => (
        <label class="scope" key={scope}>
          <input
            type="checkbox"
            name="scopes"
            checked={scopes.includes(scope)}
            aria-invalid={error !== undefined}
            onInput={event => onInput(withScope(scopes, scope, event.currentTarget.checked))}
          />
          <span class="scope-title">{SCOPES[scope].title}</span>
          <span class="scope-meaning">{SCOPES[scope].meaning}</span>
        </label>
      ))}
      {error !== undefined && (
        <p class="field-note" id={`${id}-note`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}

function withScope(scopes: readonly Scope[], scope: Scope, isChosen: boolean): Scope[] {
  const others = scopes.filter(other => other !== scope)
  return isChosen ? [...others, scope] : others
}
