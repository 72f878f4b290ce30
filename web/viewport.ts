/**
 * Keeps the page as high as what is visible of it. Browsers that honour `interactive-widget` shrink
 * the page for the keyboard by themselves; the others only say so through `visualViewport`.
 */
export function keepInView(): void {
  const view = window.visualViewport
  if (view === null) return
  view.addEventListener('resize', () => {
    // Zoomed in by pinching, the visible part is smaller without any keyboard.
    if (view.scale > 1.01) return
    document.documentElement.style.setProperty('--view-height', `${view.height}px`)
    scrollTo(0, 0)
  })
}
