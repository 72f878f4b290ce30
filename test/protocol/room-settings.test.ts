import { describe, expect, test } from 'vitest'
import { changeRoomSchema } from '../../protocol/rest.ts'
import { defaultSettings, roomSettingsSchema } from '../../protocol/room-settings.ts'

describe('the settings of a room', () => {
  test('from before links had previews show them', () => {
    const { linkPreviews: _, ...before } = defaultSettings()
    expect(roomSettingsSchema.parse(before)).toEqual(defaultSettings())
  })

  test.each(Object.entries(defaultSettings()))('are changed one by one: %s', (name, value) => {
    const settings = { [name]: value }
    expect(changeRoomSchema.parse({ settings })).toEqual({ settings })
  })
})
