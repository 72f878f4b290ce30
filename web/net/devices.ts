import * as z from 'zod'
import { type Device, deviceListSchema, devicesEndedSchema } from '../../protocol/rest.ts'
import type { Answer } from './api.ts'
import { askAsMember } from './confirm.ts'

/** Where the account is signed in: this device first, the last used next. */
export async function loadDevices(): Promise<Answer<Device[]>> {
  const answer = await askAsMember(deviceListSchema, '/api/devices')
  if (!answer.ok) return answer
  const devices = answer.value.devices.toSorted(
    (a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastSeenAt - a.lastSeenAt,
  )
  return { ok: true, value: devices }
}

export function endDevice(id: string): Promise<Answer<unknown>> {
  return askAsMember(z.unknown(), `/api/devices/${encodeURIComponent(id)}`, { method: 'DELETE' })
}

/** All but this one. */
export function endOtherDevices(): Promise<Answer<{ ended: number }>> {
  return askAsMember(devicesEndedSchema, '/api/devices', { method: 'DELETE' })
}
