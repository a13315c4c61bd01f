import { Component, type ReactNode } from 'react'
import { ErrorState } from '@/ui/states'

type Props = {
  /** Changes when the person goes elsewhere, which clears the error. */ place: string
  children: ReactNode
}
type State = { error: unknown; place: string }

/** Keeps the rest of the pages usable when one part fails. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  static getDerivedStateFromProps({ place }: Props, state: State) {
    return place === state.place ? null : { error: null, place }
  }

  override render() {
    const { error } = this.state
    if (error === null) return this.props.children
    return <ErrorState error={error} onRetry={() => location.reload()} />
  }
}
