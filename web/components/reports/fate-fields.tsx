import type { MembersPage } from '../../../protocol/rest.ts'
import { FATES, type Fate } from '../../state/admin/report-plan.ts'

export interface FateFieldsProps {
  author: MembersPage['members'][number] | undefined
  name: string
  /** Why nothing can be done to them, when so. */
  shield: string | undefined
  fate: Fate
  onFate(fate: Fate): void
}

/** What happens to who wrote it. Who has left can only be kept from coming again. */
export function FateFields({ author, name, shield, fate, onFate }: FateFieldsProps) {
  const hasLeft = author?.role === null
  const open = FATES.filter(choice => !hasLeft || choice === 'nothing' || choice === 'ban')
  if (shield !== undefined)
    return (
      <p class="act-shield">
        Nothing happens to <strong dir="auto">{name}</strong>. {shield}
      </p>
    )
  return (
    <fieldset class="act-fates">
      <legend>
        And <span dir="auto">{name}</span>
        {hasLeft && ', who has left'}
      </legend>
      {open.map(choice => (
        <label class="act-check" key={choice}>
          <input
            type="radio"
            name="fate"
            value={choice}
            checked={choice === fate}
            onChange={() => onFate(choice)}
          />
          {WORDS[choice]}
        </label>
      ))}
    </fieldset>
  )
}

const WORDS: Readonly<Record<Fate, string>> = {
  nothing: 'Stays as they are',
  mute: 'Cannot speak for a while',
  remove: 'Has to leave, and may come again',
  ban: 'Has to leave for good',
}
