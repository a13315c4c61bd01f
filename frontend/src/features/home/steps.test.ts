import { expect, test } from 'vitest'
import { stepsOf } from './steps'

const somebody = { person_id: '1', name: 'Robin Hart' }
const nobody = { members: [], backups: [] }

test.each([
  ['a new registry', { people: 1, routes: [nobody, nobody], moments: 0 }, [false, false, false], 2],
  ['a colleague is there', { people: 2, routes: [nobody], moments: 0 }, [true, false, false], 1],
  [
    'a backup alone reviews',
    { people: 2, routes: [{ members: [], backups: [somebody] }, nobody], moments: 1 },
    [true, false, true],
    1,
  ],
  ['all is ready', { people: 2, routes: [{ members: [somebody], backups: [] }], moments: 3 }, [true, true, true], 0],
])('%s', (_, registry, done, left) => {
  const steps = stepsOf(registry)
  expect(steps.map((step) => step.done)).toEqual(done)
  expect(steps.find(({ key }) => key === 'routes')?.left).toBe(left)
})
