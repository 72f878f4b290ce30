import { AdminNav } from '../components/admin/admin-nav.tsx'
import { ADMIN_SECTIONS } from '../components/admin/sections.ts'
import { Sectioned } from '../components/settings/sectioned.tsx'
import { session } from '../state/session.ts'
import { NotFoundPage } from './not-found.tsx'
import './settings.css'

/** What admins of the deployment look after. For anybody else there is nothing here. */
export default function AdminPage() {
  if (session.value.phase !== 'member') return null
  const { account } = session.value
  if (account.role !== 'admin') return <NotFoundPage />
  return (
    <Sectioned
      account={account}
      title="Deployment"
      back="Back to the deployment"
      base="/admin"
      sections={ADMIN_SECTIONS}
      nav={current => <AdminNav account={account} current={current} />}
      otherwise={() => <NotFoundPage />}
    />
  )
}
