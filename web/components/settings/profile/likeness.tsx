import type { Account } from '../../../../protocol/rest.ts'
import { untilWords } from '../../../state/moment.ts'
import type { ProfileForm } from '../../../state/settings/profile-fields.ts'
import { endOf } from '../../../state/settings/status-end.ts'
import { Avatar } from '../../avatar.tsx'
import { LOCALE, minute } from '../../clock.ts'
import './likeness.css'

/** How others will see somebody, while it is being written. */
export function Likeness({ account, form }: { account: Account; form: ProfileForm }) {
  const { displayName, about, status, end, until } = form
  const name = displayName.trim() === '' ? account.username : displayName
  const at = endOf(end, minute.value, until)
  return (
    <figure class="likeness" aria-label="How others see you">
      <Avatar id={account.id} name={name} large />
      <p class="likeness-name serif" dir="auto">
        {name}
      </p>
      <p class="likeness-handle">@{account.username}</p>
      {status.trim() !== '' && (
        <p class="likeness-status">
          <span dir="auto">{status}</span>
          {typeof at === 'number' && at > minute.value && (
            <span class="likeness-until"> Until {untilWords(at, minute.value, LOCALE)}</span>
          )}
        </p>
      )}
      {about.trim() !== '' && (
        <p class="likeness-about" dir="auto">
          {about}
        </p>
      )}
    </figure>
  )
}
