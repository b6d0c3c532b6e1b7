// The one thing React still wants a class for: a part that fails must not take the page with it.
import { Component } from 'react'
import type { ReactNode } from 'react'

type Props = { children: ReactNode; fallback: (error: Error, retry: () => void) => ReactNode }

export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }
  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }
  override render(): ReactNode {
    const { error } = this.state
    return error ? this.props.fallback(error, () => this.setState({ error: null })) : this.props.children
  }
}
