import { ABOUT_MAX_CHARS, STATUS_MAX_CHARS } from '../../../protocol/limits.ts'
import { type Account, type ChangeProfile, changeProfileSchema } from '../../../protocol/rest.ts'
import { isBlank } from '../../../protocol/text.ts'
import { mistakeInDisplayName } from '../account-fields.ts'
import { type Mistakes, mistakesAgainst } from '../mistakes.ts'
import { endOf, localText, type StatusEnd } from './status-end.ts'

export interface ProfileForm {
  displayName: string
  about: string
  /** Empty is no status. */
  status: string
  end: StatusEnd
  /** The chosen time, as an input of type `datetime-local` holds it. */
  until: string
}

/** The form of what an account is now: a time once chosen is shown as that time. */
export function formOf({ displayName, about, status }: Account): ProfileForm {
  const until = status?.until ?? null
  return {
    displayName,
    about,
    status: status?.text ?? '',
    end: until === null ? 'never' : 'custom',
    until: until === null ? '' : localText(until),
  }
}

export function mistakesInProfile(
  form: ProfileForm,
  now: number,
): Mistakes<'displayName' | 'about' | 'status' | 'until'> {
  const { displayName, about } = form
  return {
    ...mistakesAgainst(changeProfileSchema, changeOf(form, now), {
      displayName: isBlank(displayName)
        ? 'Others need something to call you.'
        : mistakeInDisplayName(displayName),
      about: `At most ${ABOUT_MAX_CHARS} characters, none of them invisible. These are ${[...about].length}.`,
      status: `One line of at most ${STATUS_MAX_CHARS} characters, none of them invisible.`,
    }),
    ...mistakeInUntil(form, now),
  }
}

function mistakeInUntil({ status, end, until }: ProfileForm, now: number): Mistakes<'until'> {
  if (isBlank(status)) return {}
  const at = endOf(end, now, until)
  if (at === undefined) return { until: 'Choose a day and a time.' }
  return at !== null && at <= now ? { until: 'This has passed already.' } : {}
}

/** The request that a form stands for. */
export function changeOf(form: ProfileForm, now: number): ChangeProfile {
  const { displayName, about, status, end, until } = form
  return {
    displayName,
    about,
    status: isBlank(status) ? null : { text: status, until: endOf(end, now, until) ?? null },
  }
}
