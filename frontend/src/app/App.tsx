import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { Suspense, useEffect } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { asProblem } from '@/lib/api/problem'
import { LanguageProvider } from '@/lib/i18n'
import { queryClient } from '@/lib/query'
import { enter, sessionQuery } from '@/lib/session'
import { ErrorState, Skeleton } from '@/ui/states'
import { Toasts } from '@/ui/toast'
import { ErrorBoundary } from './ErrorBoundary'
import { Plain } from './Plain'
import { publicPages, SignInPage } from './pages'
import { Shell } from './Shell'

export function App() {
  const [place] = useLocation()
  return (
    <LanguageProvider>
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary place={place}>
          <Switch>
            {publicPages.map(({ path, page: Page }) => (
              <Route key={path} path={path}>
                <Plain>
                  <Suspense fallback={<Skeleton lines={4} />}>
                    <Page />
                  </Suspense>
                </Plain>
              </Route>
            ))}
            <Route>
              <Door />
            </Route>
          </Switch>
        </ErrorBoundary>
        <Toasts />
      </QueryClientProvider>
    </LanguageProvider>
  )
}

/** Lets in who is signed in; shows the sign-in at the same address to everyone else, so that they end where they wanted to be. */
function Door() {
  const session = useQuery(sessionQuery)
  useEffect(() => {
    if (session.data) enter(session.data)
  }, [session.data])
  if (session.data) return <Shell />
  if (session.isPending) return null
  if (asProblem(session.error)?.status !== 401) {
    return (
      <Plain>
        <ErrorState error={session.error} onRetry={() => void session.refetch()} />
      </Plain>
    )
  }
  return (
    <Plain>
      <Suspense fallback={<Skeleton lines={4} />}>
        <SignInPage />
      </Suspense>
    </Plain>
  )
}
