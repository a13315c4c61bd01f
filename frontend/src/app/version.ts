const mark = 'ajar.reloaded'

/** A tab left open over an update asks for parts that are gone; one reload brings the new ones, a second would help no more. */
export function reloadOnceForNewVersion() {
  addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem(mark)) return
    sessionStorage.setItem(mark, 'yes')
    event.preventDefault()
    location.reload()
  })
  addEventListener('load', () => setTimeout(() => sessionStorage.removeItem(mark), 30_000))
}
