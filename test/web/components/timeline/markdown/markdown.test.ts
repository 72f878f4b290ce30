import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { afterEach, describe, expect, test } from 'vitest'
import { MentionableContext } from '../../../../../web/components/timeline/markdown/mentioned.ts'
import { MessageBody } from '../../../../../web/components/timeline/message-body.tsx'
import { emojiTable, loadEmoji } from '../../../../../web/net/emoji.ts'
import { peopleOf } from '../../../../../web/state/people.ts'
import { rooms } from '../../../../../web/state/rooms.ts'
import { ADA, GRACE, member } from '../../../state/cast.ts'
import { readHtml } from './html.ts'

const html = (body: string) => renderToString(h(MessageBody, { body }))

test('one paragraph stands in the line it is put into', () => {
  expect(html('a *b*\nc')).toBe('a <em>b</em><br/>c')
  expect(html('a\n\nb')).toBe('<div class="markdown"><p>a</p><p>b</p></div>')
})

test('a link says where it leads, and shows it where its text names another place', () => {
  const [link] = readHtml(html('[a](https://b.example/c)')).elements
  expect(Object.fromEntries(link?.attributes ?? [])).toMatchObject({
    href: 'https://b.example/c',
    title: 'https://b.example/c',
    rel: 'noopener noreferrer',
  })
  expect(readHtml(html('[a](https://b.example/c)')).text).toBe('a')
  expect(readHtml(html('[a.example](https://b.example/c)')).text).toBe('a.example (b.example)')
})

test('what is hidden is not there, until it is asked for', () => {
  expect(html('it was ||the *butler*||')).not.toContain('butler')
  const [, button] = readHtml(html('it was ||the *butler*||')).elements
  expect(button).toMatchObject({ name: 'button' })
  expect(button?.attributes.get('aria-expanded')).toBe('false')
})

test('tasks are shown, and not to be ticked', () => {
  const boxes = readHtml(html('- [x] a\n- [ ] b')).elements.filter(({ name }) => name === 'input')
  expect(boxes.map(({ attributes }) => attributes.has('checked'))).toEqual([true, false])
  expect(boxes.map(({ attributes }) => attributes.has('disabled'))).toEqual([true, true])
})

test('cells stand as their column does', () => {
  expect(html('|a|b|\n|-|-:|\n|c|d|')).toContain('<td class="markdown-cell-end">d</td>')
})

test('code has a way to copy it, and is text until it is coloured', () => {
  const { elements, text } = readHtml(html('```ts\nconst a = "<b>"\n```'))
  expect(text).toContain('const a = "<b>"')
  expect(elements.some(({ attributes }) => attributes.get('title') === 'Copy the code')).toBe(true)
})

describe('who is named', () => {
  const people = peopleOf([member(ADA, 'Ada'), member(GRACE, 'Grace Hopper')])
  const seenBy = (me: string, body: string) => {
    const named = (username: string) =>
      [...people.values()].find(person => person.username === username)
    const children = h(MessageBody, { body })
    return renderToString(h(MentionableContext.Provider, { value: { me, named }, children }))
  }

  test('is shown as they are called', () => {
    expect(seenBy(ADA, 'ask @Grace.Hopper')).toBe(
      'ask <span class="mention " title="@grace.hopper" dir="auto">@Grace Hopper</span>',
    )
  })

  test('is marked when it is who reads', () => {
    expect(seenBy(GRACE, '@grace.hopper')).toContain('class="mention mention-me"')
    expect(seenBy(GRACE, '@ada')).not.toContain('mention-me')
    expect(seenBy(GRACE, '@here @room').match(/mention-me/g)).toHaveLength(2)
  })

  test('is text when nobody is called so', () => {
    expect(seenBy(ADA, 'ask @nobody.here, @constructor')).toBe('ask @nobody.here, @constructor')
  })
})

describe('rooms', () => {
  afterEach(() => {
    rooms.value = { phase: 'loading' }
  })

  test('are the way to them, for who may see them', () => {
    expect(html('see #tide-pools')).toBe('see #tide-pools')
    const room = { id: 'r1', kind: 'room', name: 'Tide Pools' }
    rooms.value = { phase: 'here', list: { joined: [room], open: [], invited: [] } as never }
    expect(html('see #tide-pools, #other')).toBe(
      'see <a class="mention" href="/rooms/r1" dir="auto">#Tide Pools</a>, #other',
    )
  })
})

describe('emoji by name', () => {
  test('are what was written until they are here, and where there are none', async () => {
    expect(emojiTable.value).toBeUndefined()
    expect(html('well :tada:')).toBe('well :tada:')
    await loadEmoji()
    expect(html('well :tada: :not_one: :constructor:')).toBe(
      'well <span title=":tada:">🎉</span> :not_one: :constructor:',
    )
  })
})
