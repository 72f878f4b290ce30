import type { Change } from '../../state/writing/marks.ts'

/** Changes what is written as the keyboard would, so that it can be undone as what was typed. */
export function applyChange(area: HTMLTextAreaElement, change: Change): void {
  const { from, to, insert, select } = change
  area.focus()
  area.setSelectionRange(from, to)
  if (!typed(insert)) {
    area.setRangeText(insert, from, to, 'end')
    area.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  area.setSelectionRange(select.from, select.to)
}

/** The one way there is to write into the browser's own list of what can be undone; not every browser goes it. */
function typed(insert: string): boolean {
  return insert === ''
    ? document.execCommand('delete')
    : document.execCommand('insertText', false, insert)
}
