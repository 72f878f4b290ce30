import { useState } from 'preact/hooks'
import type { Device } from '../../../../protocol/rest.ts'
import { agoWords, dateWords } from '../../../state/moment.ts'
import { agentWords, isHandheld } from '../../../state/settings/agent.ts'
import { Button } from '../../button.tsx'
import { LOCALE, minute } from '../../clock.ts'
import { Entry } from '../../entries.tsx'

export interface DeviceEntryProps {
  device: Device
  onEnd(): Promise<void>
}

export function DeviceEntry({ device, onEnd }: DeviceEntryProps) {
  const [busy, setBusy] = useState(false)
  const { userAgent, isCurrent, createdAt, lastSeenAt } = device
  const used = isCurrent ? 'Here, now' : `Used ${agoWords(lastSeenAt, minute.value, LOCALE)}`

  async function end() {
    setBusy(true)
    await onEnd()
    setBusy(false)
  }

  return (
    <Entry
      icon={isHandheld(userAgent) ? 'phone' : 'system'}
      title={deviceName(device)}
      mark={isCurrent ? 'This device' : undefined}
      notes={[
        [used, whereOf(device)].filter(part => part !== '').join(' · '),
        `Signed in ${dateWords(createdAt, LOCALE)}`,
      ]}
    >
      {!isCurrent && (
        <Button
          kind="text"
          label={`Sign out ${deviceName(device)}`}
          busy={busy}
          onClick={() => void end()}
        >
          Sign out
        </Button>
      )}
    </Entry>
  )
}

export function deviceName({ userAgent }: Device): string {
  return agentWords(userAgent)
}

function whereOf({ place, ip }: Device): string {
  return place === '' || ip === '' ? place || ip : `${place} (${ip})`
}
