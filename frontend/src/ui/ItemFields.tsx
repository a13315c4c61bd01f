import { Plus, X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { Button, IconButton } from './Button'
import styles from './ItemFields.module.css'
import { Stack } from './layout'

const most = 20

type ItemFieldsProps<T> = {
  value: readonly T[]
  onValue: (items: T[]) => void
  /** What is added. */
  blank: T
  /** So many stay: 1 where the only one cannot be removed. */
  least: 0 | 1
  /** A line below each but the last. */
  lined?: boolean
  add: string
  remove: (n: number) => string
  /** The fields of one, and how a part of it is changed. */
  children: (item: T, at: number, change: (part: Partial<T>) => void) => ReactNode
}

/** A list that is written item by item, at most twenty. */
export function ItemFields<T extends object>({ value, onValue, blank, least, lined, ...rest }: ItemFieldsProps<T>) {
  const put = (at: number, part: Partial<T>) =>
    onValue(value.map((item, place) => (place === at ? { ...item, ...part } : item)))
  const add = useRef<HTMLButtonElement>(null)
  /** What was pressed goes, and the focus would go with it. */
  const remove = (at: number) => {
    onValue(value.filter((_, place) => place !== at))
    add.current?.focus()
  }
  return (
    <Stack gap={4}>
      {value.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no name of their own and keep their order
        <div key={at} className={styles.item} data-lined={lined || undefined}>
          <div>{rest.children(item, at, (part) => put(at, part))}</div>
          {value.length > least && (
            <IconButton label={rest.remove(at + 1)} icon={<X aria-hidden="true" />} onClick={() => remove(at)} />
          )}
        </div>
      ))}
      {value.length < most && (
        <Button
          ref={add}
          kind="quiet"
          flush
          icon={<Plus aria-hidden="true" />}
          onClick={() => onValue([...value, blank])}
        >
          {rest.add}
        </Button>
      )}
    </Stack>
  )
}
