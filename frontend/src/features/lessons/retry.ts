import type { Lesson } from './queries'

/** Addresses have limits; whoever needs more of it opens the experiment. */
const longest = 1500

/** Where another team tries the same: a proposal that begins with the lesson's words and builds on it. */
export function retryHref({ id, experiment, change }: Lesson): string {
  return `/propose?${new URLSearchParams({ lesson: id, title: experiment.title, change: change.slice(0, longest) })}`
}
