// Before the first paint, so that a chosen theme does not flash. state/theme.ts names the key,
// components/theme.ts does the same when the choice changes.
try {
  const theme = localStorage.getItem('alcove:theme')
  if (theme === 'light' || theme === 'dark') {
    document.documentElement.dataset.theme = theme
    for (const meta of document.querySelectorAll('meta[data-scheme]'))
      meta.media = meta.dataset.scheme === theme ? 'all' : 'not all'
  }
} catch {}
