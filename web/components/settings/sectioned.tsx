import { signal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Account } from '../../../protocol/rest.ts'
import { Redirect } from '../redirect.tsx'
import { useTitle } from '../title.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import type { Section } from './sections.ts'
import { SettingsPlace } from './settings-place.tsx'

const WIDE = matchMedia('(min-width: 45rem)')
const wide = signal(WIDE.matches)
WIDE.addEventListener('change', () => {
  wide.value = WIDE.matches
})

export interface SectionedProps {
  account: Account
  /** What they are together, and how the way back to their list is called. */
  title: string
  back: string
  /** Where their paths begin. */
  base: string
  sections: readonly Section[]
  /** The list of them; `current` is the one that is open. */
  nav: (current: string | undefined) => JSX.Element
  /** What stands where there is no such section. */
  otherwise: (name: string) => JSX.Element
}

/** A list of sections, and the one that is open. On a small screen one of the two. */
export function Sectioned(props: SectionedProps) {
  const { section: name } = useRoute().params
  const isFirst = useRef(true)
  useEffect(() => {
    isFirst.current = false
  }, [])
  if (name !== undefined) return <OpenSection {...props} name={name} turned={!isFirst.current} />
  const [first] = props.sections
  if (wide.value && first !== undefined) return <Redirect to={`${props.base}/${first.name}`} />
  return <SectionList {...props} />
}

function SectionList({ title, nav }: SectionedProps) {
  useTitle(title)
  return (
    <main class="settings">
      <h1 class="unseen">{title}</h1>
      {nav(undefined)}
    </main>
  )
}

interface OpenSectionProps extends SectionedProps {
  name: string
  /** Whether another of them was open before. */
  turned: boolean
}

function OpenSection({ name, turned, ...props }: OpenSectionProps) {
  const { account, back, base, sections, nav, otherwise } = props
  const section = sections.find(known => known.name === name)
  if (section === undefined) return otherwise(name)
  return (
    <div class="settings">
      {wide.value && nav(name)}
      <SettingsPlace
        key={name}
        title={section.title}
        turned={turned}
        list={{ href: base, label: back }}
      >
        <section.Page account={account} />
      </SettingsPlace>
      <ConfirmDialog username={account.username} />
    </div>
  )
}
