import { Check } from 'lucide-react'
import { useState } from 'react'
import { Link as RouteLink } from 'wouter'
import { useT } from '@/lib/i18n'
import styles from './Facets.module.css'
import { useFacetNames } from './names'
import { addressOf, type Count, type Facet, facets, type Shelf } from './shelf'

/** So many values are in sight before "more" is pressed. */
const inSight = 6

type FacetsProps = { shelf: Shelf; counts: Record<string, Count[]> | undefined }

/** What there is to narrow by, with how many lessons each value has. Every value is an address. */
export function Facets({ shelf, counts }: FacetsProps) {
  const t = useT()
  return (
    <nav className={styles.facets} aria-label={t('ui.filters')}>
      {facets.map((facet) => {
        const values = counts?.[facet] ?? []
        if (values.length < (shelf[facet] ? 1 : 2)) return null
        return <FacetGroup key={facet} facet={facet} values={values} shelf={shelf} />
      })}
    </nav>
  )
}

/** The first groups are open, the finer ones one press away. */
const open: readonly Facet[] = ['outcome', 'kind', 'moment', 'team']

type GroupProps = { facet: Facet; values: Count[]; shelf: Shelf }

function FacetGroup({ facet, values, shelf }: GroupProps) {
  const t = useT()
  const nameOf = useFacetNames()
  const [all, setAll] = useState(false)
  const chosen = shelf[facet]
  const shown = all ? values : values.slice(0, inSight)
  return (
    <details className={styles.group} open={open.includes(facet) || chosen !== undefined}>
      <summary>{t(`lessons.facet.${facet}`)}</summary>
      <ul className={styles.values}>
        {shown.map(({ value, count }) => (
          <li key={value}>
            <RouteLink
              href={addressOf({ ...shelf, [facet]: value === chosen ? undefined : value })}
              replace
              className={styles.value}
              aria-current={value === chosen || undefined}
            >
              <span className={styles.box}>
                <Check aria-hidden="true" />
              </span>
              <span>{nameOf(facet, value)}</span>
              <span className={styles.n}>{count}</span>
            </RouteLink>
          </li>
        ))}
      </ul>
      {values.length > shown.length && (
        <button type="button" className={styles.more} onClick={() => setAll(true)}>
          {t('lessons.moreValues', { n: values.length - shown.length })}
        </button>
      )}
    </details>
  )
}
