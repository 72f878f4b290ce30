import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { auditEntrySchema } from '../../protocol/rest.ts'
import { CHROMIUM } from '../support/browser.ts'
import type { Guest } from '../support/guest.ts'
import { barriers } from '../support/page-check.ts'
import { aDeployment } from './support/deployment.ts'

const exportSchema = z.object({ entries: z.array(auditEntrySchema) })
const SECTIONS = ['overview', 'reports', 'people', 'invitations', 'rooms', 'audit', 'storage']

// A deployment of three, on the built page with its policy. Ada came first, and is its admin; the room is
// Grace's.
describe.skipIf(CHROMIUM === undefined)('looking after a deployment', () => {
  const deployment = aDeployment()
  let ada: Guest
  let grace: Guest
  let linus: Guest

  beforeAll(async () => {
    ada = await deployment().arrive('Ada')
    grace = await deployment().arrive('Grace')
    await grace.createRoom('Workshop')
    linus = await deployment().arrive('Linus')
    await linus.join('Workshop')
    await linus.say('Tide tables, half price!')
    await linus.say('Only today!')
    await grace.reads('Only today!')
  })

  it('begins with what somebody reports, and ends with nothing waiting', async () => {
    await grace.chooseOf('Tide tables, half price!', 'Report')
    await grace.page.getByLabel('Why').fill('The third time today')
    await grace.page.getByRole('dialog').getByRole('button', { name: 'Report' }).click()
    await grace.page.getByText('Reported.').waitFor()
    await grace.chooseOf('Only today!', 'Report')
    await grace.page.getByRole('dialog').getByRole('button', { name: 'Report' }).click()

    const { page } = ada
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('link', { name: 'Deployment' }).click()
    await page.getByRole('link', { name: 'Open reports' }).click()
    const reports = page.getByRole('list', { name: 'Open reports' })
    await reports.getByText('Tide tables, half price!').waitFor()
    await reports.getByText('The third time today').waitFor()
    await page.getByRole('button', { name: 'Act on the report of Linus' }).first().click()
    await page.getByLabel('Cannot speak for a while').check()
    await page.getByLabel('Why').fill('Advertising')
    expect(await barriers(page)).toEqual([])
    await ada.press('Delete and mute')
    await page.getByText('The report is resolved').waitFor()
    await grace.timeline.getByText('Tide tables, half price!').waitFor({ state: 'detached' })
    await linus.page.getByText('You are muted').waitFor()

    await page.getByRole('button', { name: 'Dismiss the report of Linus' }).click()
    await page.getByLabel('Note').fill('Once is no crime')
    await ada.press('Dismiss')
    await page.getByText('Nothing is waiting').waitFor()
    await page.getByRole('tab', { name: 'Open' }).press('ArrowRight')
    const resolved = page.getByRole('list', { name: 'Resolved reports' })
    await resolved.getByText('Once is no crime').waitFor()
    // The last to be resolved is the first; what was said stays with its report.
    expect(await resolved.locator('.report-mark').allTextContents()).toEqual([
      'Dismissed',
      'Acted on',
    ])
    await resolved.getByText('Tide tables, half price!').waitFor()
  })

  it('is written down, and is found again by what and who', async () => {
    const { page } = ada
    await page.goto('/admin/audit')
    await page.getByText('Ada dismissed a report').waitFor()
    await page.getByText('Ada muted Linus for an hour: Advertising').waitFor()
    await page.getByText('Grace reported a message of Linus').first().waitFor()

    await ada.press('Filter')
    await page.getByLabel('What was done').selectOption('member')
    await page.getByText('Ada dismissed a report').waitFor({ state: 'detached' })
    await page.getByLabel('Who did it').fill('ad')
    await page.getByRole('option', { name: 'Ada' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('Who did it').press('Enter')
    await page.getByText('Grace joined').waitFor({ state: 'detached' })
    const sentences = page.locator('.audit-entry-words')
    expect(await sentences.allTextContents()).toEqual([
      'Ada muted Linus for an hour: AdvertisingWorkshop',
    ])
    expect(await ada.focus.getAttribute('aria-label')).toBe('Who did it: not Ada')
    await page.getByText('Ada muted Linus').click()
    await page.getByText('member.muted').waitFor()

    // The address says it all: whoever opens it sees the same.
    await page.reload()
    await page.getByText('Ada muted Linus').waitFor()
    expect(await sentences.count()).toBe(1)
    expect(await page.getByLabel('Who did it', { exact: true }).textContent()).toBe('Ada')
  })

  it('can be taken along, as it was found', async () => {
    const { page } = ada
    const saved = async (name: string) => {
      const [download] = await Promise.all([page.waitForEvent('download'), ada.press(name)])
      return {
        name: download.suggestedFilename(),
        text: await readFile(await download.path(), 'utf8'),
      }
    }
    const json = await saved('Save as JSON')
    expect(json.name).toMatch(/^audit-\d{4}-\d\d-\d\d\.json$/)
    const { entries } = exportSchema.parse(JSON.parse(json.text))
    expect(entries).toMatchObject([{ action: 'member.muted', detail: { reason: 'Advertising' } }])

    const csv = await saved('Save as CSV')
    expect(csv.name).toMatch(/\.csv$/)
    const [head, row, ...rest] = csv.text.trim().split('\r\n')
    expect(head?.split(',')).toContain('action')
    expect(row).toContain('member.muted')
    expect(rest).toEqual([])
  })

  it('is open to those who look after one room, for that room', async () => {
    const { page } = grace
    await grace.openAbout()
    await grace.press('Reports')
    await page.getByText('Nothing is waiting').waitFor()
    await page.keyboard.press('Escape')
    await grace.press('What was done here')
    await page.getByText('Ada muted Linus for an hour').waitFor()
    // Where people were when they did it is not for owners of rooms; nor is who signed in.
    await page.getByText('Ada muted Linus for an hour').click()
    await page.getByText('member.muted').waitFor()
    expect(await page.getByText('Address', { exact: true }).count()).toBe(0)
    expect(await page.getByText('signed in').count()).toBe(0)
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Escape')
  })

  it('reaches every room, and brings back what was deleted', async () => {
    const { page } = ada
    await page.goto('/admin/rooms')
    await page.getByLabel('Name, topic or description').fill('work')
    await ada.press('Manage Workshop')
    await ada.press('Archive')
    await page.getByRole('dialog').getByRole('button', { name: 'Archive', exact: true }).click()
    await page.getByText('Workshop is archived').waitFor()

    await ada.press('Manage Workshop')
    await ada.press('Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('Workshop is deleted').waitFor()
    await linus.page.getByText('Only today!').waitFor({ state: 'detached' })

    await ada.press('Manage Workshop')
    await ada.press('Bring back')
    await page.getByRole('dialog').getByRole('button', { name: 'Bring back' }).click()
    await page.getByText('Workshop is back').waitFor()
  })

  it('is there for admins of the deployment alone', async () => {
    await grace.page.goto('/admin/audit')
    await grace.page.getByRole('heading', { name: /nothing here/i }).waitFor()
    expect(await grace.get('/api/admin/audit')).toMatchObject({ status: 403 })
    await grace.page.goto('/settings/profile')
    await grace.page.getByRole('link', { name: 'Security' }).waitFor()
    expect(await grace.page.getByRole('link', { name: 'Deployment' }).count()).toBe(0)
  })

  it.each([
    [1280, 800],
    [390, 844],
  ])('has no barriers on pages of %i × %i, and keeps to its policy', async (width, height) => {
    const { page } = ada
    await page.setViewportSize({ width, height })
    for (const name of SECTIONS) {
      await page.goto(`/admin/${name}`)
      await page.locator('.card-inside').first().waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
      expect(await barriers(page), name).toEqual([])
      const isTooWide = 'document.querySelector("main").scrollWidth > innerWidth'
      expect(await page.evaluate(isTooWide), name).toBe(false)
    }
    expect([...new Set(ada.breaches)]).toEqual([])
  })
})
