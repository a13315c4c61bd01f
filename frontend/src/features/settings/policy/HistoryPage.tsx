import { useInfiniteQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { MoreButton } from '@/ui/MoreButton'
import { Loaded } from '@/ui/states'
import { Time } from '@/ui/Time'
import { Row, Rows } from '../Rows'
import { PolicyFrame } from './PolicyFrame'
import { historyQuery } from './queries'

/** Every version that was ever in force, newest first. */
export default function HistoryPage() {
  const t = useT()
  const history = useInfiniteQuery(historyQuery)
  return (
    <PolicyFrame lead={t('policy.historyLead')}>
      <Loaded query={history} lines={6}>
        {({ pages }) => (
          <Rows label={t('policy.tab.history')}>
            {pages
              .flatMap(({ items }) => items)
              .map(({ version, note, by, created_at }) => (
                <Row
                  key={version}
                  name={t('settings.policyVersion', { n: version })}
                  href={`/settings/policy/history/${version}`}
                >
                  {note && <p>{note}</p>}
                  <p>
                    {by ?? t('policy.shipped')} · <Time at={created_at} />
                  </p>
                </Row>
              ))}
          </Rows>
        )}
      </Loaded>
      <MoreButton list={history}>{t('policy.older')}</MoreButton>
    </PolicyFrame>
  )
}
