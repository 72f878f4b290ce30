import { beforeAll, describe, expect, it } from 'vitest'
import { roomListSchema, sessionSchema } from '../../protocol/rest.ts'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { Meddler } from '../support/meddler.ts'
import { aDeployment } from './support/deployment.ts'

// What a person sees when something fails: a banner, a bubble with a way on, a page that says why.
// Never nothing.
describe.skipIf(CHROMIUM === undefined)('when something fails', () => {
  const deployment = aDeployment()
  let ada: Guest
  let meddler: Meddler

  beforeAll(async () => {
    ada = await deployment().arrive('Ada')
    meddler = await Meddler.on(ada.page)
    await ada.createRoom('Workshop')
    await ada.say('All is well.')
    await ada.reads('All is well.')
  })

  it('says that the server restarts, keeps what is written, and sends it', async () => {
    meddler.refusing = 4011
    await meddler.closeAll(4011)
    await ada.say('Said in between.')
    await ada.page.getByText('The server restarts').waitFor()
    await ada.page.getByText('Not sent yet.').waitFor()
    meddler.refusing = undefined
    await ada.page.getByRole('button', { name: 'Now' }).click()
    await ada.page.getByText('The server restarts').waitFor({ state: 'hidden' })
    await ada.page.getByText('Not sent yet.').waitFor({ state: 'hidden' })
    expect(await ada.messages()).toEqual(['All is well.', 'Said in between.'])
  })

  it('says why a message was not taken, and sends it again when asked', async () => {
    meddler.answer = ({ type, cid }) =>
      type === 'send' ? { type: 'error', code: 'room_storage_full', message: '', cid } : undefined
    await ada.say('Too much.')
    await ada.page.getByText(/no space/i).waitFor()
    meddler.answer = () => undefined
    await ada.page.getByRole('button', { name: 'Try again' }).click()
    await ada.page.getByText(/no space/i).waitFor({ state: 'hidden' })
    expect(await ada.messages()).toContain('Too much.')
  })

  it('says that it catches up while older events cannot be read', async () => {
    let isAway = true
    meddler.change = frame =>
      frame.type === 'welcome' ? { ...frame, events: [], more: true } : frame
    // To the room nothing is missing on this socket, so what it would say is said here.
    meddler.answer = ({ type }) => {
      if (type !== 'page') return undefined
      return isAway
        ? { type: 'error', code: 'unavailable', message: '', retryAfter: 500 }
        : { type: 'events', events: [], more: false }
    }
    await meddler.closeAll(4009)
    await ada.page.getByText(/Catching up/).waitFor()
    isAway = false
    await ada.page.getByText(/Catching up/).waitFor({ state: 'hidden' })
    meddler.change = frame => frame
    meddler.answer = () => undefined
    await ada.say('Back again.')
    await ada.reads('Back again.')
  })

  it('asks a page that is too old to load anew', async () => {
    meddler.refusing = 4010
    await meddler.closeAll(4010)
    await ada.page.getByText('Alcove has a new version').waitFor()
    meddler.refusing = undefined
    await ada.page.getByRole('button', { name: /load the page again/i }).click()
    await ada.reads('Back again.')
  })

  it('shows the door to who was removed, and lets them in again', async () => {
    const grace = await deployment().arrive('Grace')
    await grace.join('Workshop')
    await grace.reads('Back again.')
    const graceId = sessionSchema.parse(await grace.get('/api/auth/me')).account.id
    const [workshop] = roomListSchema.parse(await ada.get('/api/rooms')).joined
    const cookies = await ada.page.context().cookies()
    const csrf = cookies.find(({ name }) => name.endsWith('csrf'))?.value ?? ''
    await ada.page.evaluate(
      ([path, value]) => fetch(path, { method: 'DELETE', headers: { 'x-csrf-token': value } }),
      [`/api/rooms/${workshop?.id}/members/${graceId}`, csrf] as const,
    )
    await grace.page.getByText('You are not a member of this room any more').waitFor()
    await ada.page.getByText('removed').waitFor()
    await grace.page.getByRole('button', { name: /join/i }).click()
    await grace.reads('Back again.')
  })
})
