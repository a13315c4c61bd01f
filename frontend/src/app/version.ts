const mark = 'ajar.reloaded'

/**
 * A tab left open over an update asks for parts that are gone; one reload brings the new ones, a second would help no more.
 * Without an answer from the server a reload would end at the browser's own page.
 */
export function reloadOnceForNewVersion() {
  addEventListener('vite:preloadError', () => {
    if (sessionStorage.getItem(mark)) return
    fetch('/healthz').then(
      () => {
        sessionStorage.setItem(mark, 'yes')
        location.reload()
      },
      () => {},
    )
  })
  addEventListener('load', () => setTimeout(() => sessionStorage.removeItem(mark), 30_000))
}
