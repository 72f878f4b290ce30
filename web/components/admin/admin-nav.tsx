import type { Account } from '../../../protocol/rest.ts'
import { SettingsColumn } from '../settings/settings-column.tsx'
import { Sections } from '../settings/settings-nav.tsx'
import { ADMIN_SECTIONS } from './sections.ts'

/** What there is to look after, and the way back to the chat. */
export function AdminNav({ account, current }: { account: Account; current: string | undefined }) {
  return (
    <SettingsColumn title="Deployment" account={account} current={current}>
      <Sections base="/admin" sections={ADMIN_SECTIONS} current={current} />
    </SettingsColumn>
  )
}
