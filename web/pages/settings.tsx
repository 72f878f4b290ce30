import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { Account } from '../../protocol/rest.ts'
import { Redirect } from '../components/redirect.tsx'
import { ConfirmDialog } from '../components/settings/confirm-dialog.tsx'
import { sectionsFor } from '../components/settings/sections.ts'
import { SettingsNav } from '../components/settings/settings-nav.tsx'
import { SettingsPlace } from '../components/settings/settings-place.tsx'
import { useTitle } from '../components/title.ts'
import { session } from '../state/session.ts'
import { NotFoundPage } from './not-found.tsx'
import './settings.css'

const WIDE = matchMedia('(min-width: 45rem)')
const wide = signal(WIDE.matches)
WIDE.addEventListener('change', () => {
  wide.value = WIDE.matches
})

/** What people set: a list of sections, and the one that is open. On a small screen one of the two. */
export default function SettingsPage() {
  const { section } = useRoute().params
  const isFirst = useRef(true)
  useEffect(() => {
    isFirst.current = false
  }, [])
  if (session.value.phase !== 'member') return null
  const { account } = session.value
  if (section !== undefined)
    return <OpenSection account={account} name={section} turned={!isFirst.current} />
  return wide.value ? <Redirect to="/settings/profile" /> : <SectionList account={account} />
}

function SectionList({ account }: { account: Account }) {
  useTitle('Settings')
  return (
    <main class="settings">
      <h1 class="unseen">Settings</h1>
      <SettingsNav account={account} current={undefined} />
    </main>
  )
}

interface OpenSectionProps {
  account: Account
  name: string
  /** Whether another page of settings was open before. */
  turned: boolean
}

function OpenSection({ account, name, turned }: OpenSectionProps) {
  const section = sectionsFor(account).find(known => known.name === name)
  if (section === undefined) return <NotFoundPage />
  return (
    <div class="settings">
      {wide.value && <SettingsNav account={account} current={name} />}
      <SettingsPlace key={name} title={section.title} turned={turned}>
        <section.Page account={account} />
      </SettingsPlace>
      <ConfirmDialog username={account.username} />
    </div>
  )
}
