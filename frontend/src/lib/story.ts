import type { components } from '@/lib/api/schema'

type Ended = Pick<components['schemas']['Experiment'], 'outcome' | 'hollow_win'>

/** Whether what came of an experiment is told as a good story: it worked, and not the number alone. */
export const isGoodStory = ({ outcome, hollow_win: hollow }: Ended) => outcome === 'worked' && !hollow
