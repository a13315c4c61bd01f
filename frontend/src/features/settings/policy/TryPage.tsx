import { useQuery } from '@tanstack/react-query'
import { useT } from '@/lib/i18n'
import { Card } from '@/ui/Card'
import { Loaded } from '@/ui/states'
import { PolicyFrame } from './PolicyFrame'
import { presentQuery } from './queries'
import { Tester } from './Tester'

/** What the version in force says of any answers. */
export default function TryPage() {
  const t = useT()
  const policy = useQuery(presentQuery)
  return (
    <PolicyFrame lead={t('policy.tryLead')}>
      <Loaded query={policy} lines={8}>
        {(data) => (
          <Card>
            <Tester source={data.source} />
          </Card>
        )}
      </Loaded>
    </PolicyFrame>
  )
}
