/** What the browser does for separate pages and must be done by hand for pages within one: where to scroll, what is new. */
const positions = new Map<string, number>(JSON.parse(sessionStorage.getItem('ajar.scroll') ?? '[]'))
const here = () => location.pathname + location.search

let path = location.pathname
let fresh = false

/** True once after each navigation to another page. Going to another tab or filter of the same page is none. */
export function isNewPage(): boolean {
  const was = fresh
  fresh = false
  return was
}

/** Where reading goes on when what had the focus goes. */
export const focusHeading = () => document.querySelector<HTMLElement>('main h1')?.focus()

function arrived(): boolean {
  const other = location.pathname !== path
  path = location.pathname
  fresh ||= other
  return other
}

/** Scrolls as soon as the page is tall enough again, for at most a second. */
function scrollBack(top: number, until = performance.now() + 1000) {
  scrollTo(0, top)
  const root = document.documentElement
  const reached = root.scrollHeight - innerHeight >= top
  if (!reached && performance.now() < until) requestAnimationFrame(() => scrollBack(top, until))
}

/** Begins to follow navigation; called once, before the first page. wouter tells of its own by events. */
export function followNavigation() {
  history.scrollRestoration = 'manual'
  addEventListener('scroll', () => positions.set(here(), scrollY), { passive: true })
  addEventListener('pagehide', () => sessionStorage.setItem('ajar.scroll', JSON.stringify([...positions].slice(-50))))
  for (const kind of ['pushState', 'replaceState']) addEventListener(kind, () => arrived() && scrollTo(0, 0))
  addEventListener('popstate', () => {
    arrived()
    scrollBack(positions.get(here()) ?? 0)
  })
  scrollBack(positions.get(here()) ?? 0)
}
