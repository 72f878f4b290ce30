// Before the first paint, so that a chosen theme does not flash. state/theme.ts names the key.
try {
  const theme = localStorage.getItem('alcove:theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
