// Runs before the first paint: the colours, the language, and a head start for its texts.
;(() => {
  const stored = (name) => {
    try {
      return localStorage.getItem('ajar.' + name)
    } catch {
      return null
    }
  }
  const root = document.documentElement
  const theme = stored('theme')
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme

  const wanted = [stored('language'), ...navigator.languages].map((name) => (name ?? '').slice(0, 2).toLowerCase())
  root.lang = wanted.find((name) => ['en', 'es', 'pl'].includes(name)) ?? 'en'

  const texts = document.currentScript.dataset[root.lang]
  if (texts) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: texts }))
})()
