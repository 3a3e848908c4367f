// Sets the chosen theme before the first paint. A plain script of its own, since the policy allows none inside the page.
try {
  // oxlint-disable-next-line no-restricted-globals -- reads what src/app/preferences.ts keeps, before it is there
  const theme = localStorage.getItem('stoa-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage refused: the system's theme is shown.
}
