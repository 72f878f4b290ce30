import { Redirect } from '../components/redirect.tsx'
import { Sectioned } from '../components/settings/sectioned.tsx'
import { OWN } from '../components/settings/sections.ts'
import { SettingsNav } from '../components/settings/settings-nav.tsx'
import { session } from '../state/session.ts'
import { NotFoundPage } from './not-found.tsx'
import './settings.css'

/** Where these were before admins had pages of their own. */
const MOVED: ReadonlySet<string> = new Set(['people', 'invitations'])

/** What people set. */
export default function SettingsPage() {
  if (session.value.phase !== 'member') return null
  const { account } = session.value
  return (
    <Sectioned
      account={account}
      title="Settings"
      back="Back to the settings"
      base="/settings"
      sections={OWN}
      nav={current => <SettingsNav account={account} current={current} />}
      otherwise={name => (MOVED.has(name) ? <Redirect to={`/admin/${name}`} /> : <NotFoundPage />)}
    />
  )
}
