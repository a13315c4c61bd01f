import { useValue } from './observable'

const query = matchMedia('(min-width: 1100px)')

const width = {
  get: () => query.matches,
  subscribe(listener: () => void) {
    query.addEventListener('change', listener)
    return () => query.removeEventListener('change', listener)
  },
}

/** Whether there is room for a list and what is chosen from it side by side. */
export const useWide = () => useValue(width)
