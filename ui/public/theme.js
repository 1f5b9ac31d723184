// Before anything is painted: the colour scheme that was chosen, or the system's.
{
  const chosen = localStorage.getItem('vitrine-colours')
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', isDark ? 'dark' : 'light')
}
