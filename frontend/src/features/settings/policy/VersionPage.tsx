import { useQuery } from '@tanstack/react-query'
import { Download, PencilLine } from 'lucide-react'
import { useLocation, useParams } from 'wouter'
import { useT } from '@/lib/i18n'
import { usePerson } from '@/lib/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Disclosure } from '@/ui/Disclosure'
import { Row } from '@/ui/layout'
import { Prose } from '@/ui/Prose'
import { Loaded } from '@/ui/states'
import { Time } from '@/ui/Time'
import { SettingsPage } from '../SettingsPage'
import { DifferenceList, Lines } from './Changes'
import { beginWith } from './draft'
import { download, fileName } from './file'
import { type Policy, presentQuery, versionQuery } from './queries'

/** One version: who saved it, what it changed, its document. */
export default function VersionPage() {
  const t = useT()
  const { id = '' } = useParams<{ id: string }>()
  const version = useQuery(versionQuery(Number(id) || 0))
  return (
    <SettingsPage
      title={t('settings.policyVersion', { n: id })}
      back={{ href: '/settings/policy/history', label: t('policy.tab.history') }}
    >
      <Loaded query={version} lines={8}>
        {({ version: n, note, by, created_at, source, difference, lines = [] }) => (
          <>
            <Card title={t('policy.versionChanged')}>
              <p>
                {by ?? t('policy.shipped')} · <Time at={created_at} />
              </p>
              {note && <Prose>{note}</Prose>}
              {difference ? <DifferenceList difference={difference} /> : <p>{t('policy.first')}</p>}
              {lines.length > 0 && (
                <Disclosure summary={t('policy.lines')}>
                  <Lines lines={lines} />
                </Disclosure>
              )}
            </Card>
            <Row>
              <Button icon={<Download aria-hidden="true" />} onClick={() => download(fileName(n), source)}>
                {t('policy.download')}
              </Button>
              <BeginWith source={source} />
            </Row>
          </>
        )}
      </Loaded>
    </SettingsPage>
  )
}

/** The way back to an older version is a new one that says the same. */
function BeginWith({ source }: { source: string }) {
  const t = useT()
  const [, navigate] = useLocation()
  const policy: Policy | undefined = useQuery(presentQuery).data
  const isAdmin = usePerson().roles.includes('admin')
  if (!isAdmin || !policy || policy.source === source) return null
  const begin = () => {
    beginWith(policy, source)
    navigate('/settings/policy/change')
  }
  return (
    <Button icon={<PencilLine aria-hidden="true" />} onClick={begin}>
      {t('policy.beginWith')}
    </Button>
  )
}
