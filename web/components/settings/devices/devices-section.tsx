import { useState } from 'preact/hooks'
import type { Device } from '../../../../protocol/rest.ts'
import { endDevice, loadDevices } from '../../../net/devices.ts'
import { Button } from '../../button.tsx'
import { Card } from '../../card.tsx'
import { Complaint } from '../../complaint.tsx'
import { Entries } from '../../entries.tsx'
import { Loading } from '../../loading.tsx'
import { Said } from '../../said.tsx'
import { useFocusHome } from '../../use-focus-home.ts'
import { complaintOf } from '../../use-form.ts'
import { countOf, useLoaded } from '../../use-loaded.ts'
import { DeviceEntry, deviceName } from './device-entry.tsx'
import { EndOthers } from './end-others.tsx'

/** Where the account is signed in, and the way to end it there. */
export function DevicesSection() {
  const loaded = useLoaded(loadDevices)
  const heading = useFocusHome(countOf(loaded))
  const [asking, setAsking] = useState(false)
  const [complaint, setComplaint] = useState<string>()
  const [said, setSaid] = useState<string>()

  function ended(words: string) {
    setComplaint(undefined)
    setSaid(words)
    void loaded.reload()
  }

  async function end(device: Device) {
    const answer = await endDevice(device.id)
    if (answer.ok) ended(`${deviceName(device)} is signed out`)
    else setComplaint(complaintOf(answer.refusal))
  }

  return (
    <Card
      title="Signed in"
      about="A device that you do not know may be somebody else: sign it out and change your password."
      heading={heading}
    >
      <Complaint text={complaint} />
      <Loading of={loaded} lines={3}>
        {devices => (
          <>
            <Entries label="Devices">
              {devices.map(device => (
                <DeviceEntry key={device.id} device={device} onEnd={() => end(device)} />
              ))}
            </Entries>
            <div class="card-row">
              {devices.length > 1 ? (
                <Button onClick={() => setAsking(true)}>Sign out all others</Button>
              ) : (
                <p class="card-empty">You are signed in nowhere else.</p>
              )}
              <Said text={said} />
            </div>
          </>
        )}
      </Loading>
      {asking && <EndOthers onEnded={ended} onClose={() => setAsking(false)} />}
    </Card>
  )
}
