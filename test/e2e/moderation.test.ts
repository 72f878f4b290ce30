import { describe, expect, it } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

describe.skipIf(CHROMIUM === undefined)('rooms people run', () => {
  const deployment = aDeployment()

  it('let an owner keep order through an evening, and undo what they did', async () => {
    // The first account of a deployment is its admin: the evening belongs to two who are not.
    await deployment().arrive('Keeper')
    const ada = await deployment().arrive('Ada')
    const grace = await deployment().arrive('Grace')
    await ada.createRoom('Workshop')
    await ada.openAbout()
    await ada.press('Settings')
    await ada.page.getByLabel('Who can come in').selectOption({ label: PRIVATE })
    await ada.press('Save')
    await ada.timeline.getByText('Ada made the room private').waitFor()

    const link = await linkInto(ada)
    await grace.page.goto(link)
    await grace.page.getByRole('heading', { name: 'Workshop' }).waitFor()
    await grace.press('Join the room')
    await grace.page.locator('#composer').waitFor()
    expect(grace.page.url()).not.toContain('#')
    await ada.page.getByRole('button', { name: /people, / }).click()

    await grace.say('Good evening!')
    await ada.reads('Good evening!')
    await ada.choose('Grace', 'Mute…')
    await ada.page.getByLabel('Why').fill('Too loud')
    await ada.press('Mute')
    await grace.page.getByText('You are muted for 10 minutes more.').waitFor()
    await grace.say('Am I?')
    await grace.timeline.getByText('You may not speak here').waitFor()
    expect(await ada.messages()).toEqual(['Good evening!'])
    await ada.timeline.getByText('Ada muted Grace for 10 minutes: Too loud').waitFor()

    await ada.choose('Grace', 'Let speak again')
    await grace.page.getByText('You are muted').waitFor({ state: 'hidden' })
    await grace.press('Try again')
    await ada.reads('Am I?')

    await ada.chooseOf('Good evening!', 'Delete')
    await ada.page.getByLabel('Why').fill('Not in the morning')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await grace.timeline.getByText('Removed by Ada').waitFor()
    await grace.timeline.getByText('Ada removed a message: Not in the morning').waitFor()
    await ada.page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await grace.reads('Good evening!')
    await grace.timeline.getByText('Ada brought a message back').waitFor()

    await ada.choose('Grace', 'Remove…')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await grace.page.getByRole('heading', { name: 'This room is closed to you' }).waitFor()
    await ada.page.getByRole('button', { name: 'Invite again' }).click()
    await ada.timeline.getByText('Ada invited Grace').waitFor()
    await grace.page.goto('/')
    await grace.press('Join Workshop')
    await grace.reads('Good evening!')

    await ada.choose('Grace', 'Ban…')
    await ada.page.getByLabel('What they said').selectOption('1')
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click()
    await grace.page.getByRole('heading', { name: 'This room is closed to you' }).waitFor()
    await ada.timeline.getByText('Removed by Ada').nth(1).waitFor()
    await grace.page.goto('/')
    await grace.page.goto(link)
    await grace.page.getByText('You were banned from it.').waitFor()

    await ada.openAbout()
    await ada.press('Banned people')
    await ada.page.getByRole('button', { name: 'Let Grace come back' }).click()
    await ada.page.getByText('Nobody is banned here.').waitFor()
    await grace.page.reload()
    await grace.press('Join the room')
    await grace.page.locator('#composer').waitFor()
  })

  it('are found by their words, reported to, archived, deleted and brought back', async () => {
    const mary = await deployment().arrive('Mary')
    const alan = await deployment().arrive('Alan')
    await mary.createRoom('Fossils')
    await mary.say('Look at this one.')
    await alan.page.goto('/directory')
    await alan.page.getByLabel('Name, topic or description').fill('foss')
    await alan.press('Join Fossils')
    await alan.reads('Look at this one.')
    await alan.chooseOf('Look at this one.', 'Report')
    await alan.press('Report')
    await alan.page.getByText('Reported. The moderators').waitFor()

    await mary.openAbout()
    await mary.press('Archive the room')
    await mary.press('Archive')
    await alan.page.getByText('This room is archived').waitFor()
    await mary.press('Open the room again')
    await mary.press('Open again')
    await alan.page.getByText('This room is archived').waitFor({ state: 'hidden' })

    await mary.press('Delete the room')
    await mary.press('Delete')
    await mary.page.getByRole('heading', { name: 'This room was deleted' }).waitFor()
    await mary.page.locator('.toast').getByRole('button', { name: 'Undo' }).click()
    await mary.reads('Look at this one.')

    await mary.press('Delete the room')
    await mary.press('Delete')
    await alan.page.getByRole('heading', { name: 'This room was deleted' }).waitFor()
    await mary.page.getByRole('heading', { name: 'This room was deleted' }).waitFor()
    await mary.press('Bring it back')
    await mary.reads('Look at this one.')
    await alan.page.reload()
    await alan.reads('Look at this one.')
  })

  it('stand open to everybody, whatever they see and hear by', async () => {
    await deployment().arrive('Elena')
    const linus = await deployment().arrive('Linus')
    await linus.createRoom('Penguins')
    await linus.say('First!')
    await linus.reads('First!')
    const { page } = linus
    const found = async (what: string) => ({ what, barriers: await barriers(page) })
    const close = async () => {
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }

    const seen = [await found('a room')]
    await page.locator('.message-more').first().click()
    seen.push(await found('what to do with a message'))
    await linus.press('Delete')
    await page.locator('.toast').waitFor()
    seen.push(await found('what can be undone'))
    await linus.openAbout()
    await page.getByRole('button', { name: 'Word filters' }).waitFor()
    seen.push(await found('what a room is'))
    for (const [deed, sign] of DIALOGS) {
      await linus.press(deed)
      await page.getByRole('dialog').getByText(sign).first().waitFor()
      seen.push(await found(deed))
      await close()
    }
    await page.goto('/directory')
    await page.getByRole('link', { name: 'Open Penguins' }).waitFor()
    seen.push(await found('the directory'))
    await linus.press('New conversation')
    await page.getByLabel('With').fill('elena')
    await page.getByRole('option').first().waitFor()
    seen.push(await found('a new conversation'))
    await page.goto('/settings/blocks')
    await page.getByText('You have blocked nobody.').waitFor()
    seen.push(await found('blocked people'))
    expect(seen.filter(({ barriers: some }) => some.length > 0)).toEqual([])
    expect(linus.breaches).toEqual([])
  })

  it('are come to by a link also by who has to sign in first', async () => {
    const katherine = await deployment().arrive('Katherine')
    await katherine.createRoom('Orbits')
    await katherine.openAbout()
    const link = await linkInto(katherine)
    const page = await (
      await deployment().browser.newContext({ baseURL: deployment().url })
    ).newPage()
    await page.goto(link)
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Username').fill('dorothy')
    await page.getByLabel('Display name').fill('Dorothy')
    await page.getByLabel('Password', { exact: true }).fill('the password of Dorothy')
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { name: 'Orbits' }).waitFor()
    await page.getByRole('button', { name: 'Join the room' }).click()
    await page.locator('#composer').waitFor()
    await katherine.timeline.getByText('Dorothy joined').waitFor()
  })
})

/** What opens a dialog about a room, and what can be read in it. */
const DIALOGS = [
  ['Invite people', 'Whom'],
  ['Links into the room', 'It lasts'],
  ['Settings', 'Who may invite'],
  ['Word filters', 'One in each line.'],
  ['Banned people', 'Nobody is banned here.'],
  ['Hand the room over', 'Linus'],
  ['Delete the room', 'closes for everybody'],
] as const

const PRIVATE = 'Private: only who is invited, or has a link'

/** Makes a link into the room whose details are open. */
async function linkInto(guest: Guest): Promise<string> {
  await guest.press('Links into the room')
  await guest.press('Make a link')
  const link = await guest.page.getByLabel('Link into the room').inputValue()
  await guest.page.getByRole('img', { name: 'The link as a picture to scan' }).waitFor()
  await guest.press('Close')
  return link
}
