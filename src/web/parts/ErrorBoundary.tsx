import { Container } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { ProblemNote } from './ProblemNote.tsx'

/**
 * What stands in place of a part of the page that broke, or whose code could not be fetched (an update of the server
 * takes old files away): why, and the way to load it again. What was typed is kept on this device.
 */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return (
      <Container size="sm" py="xl">
        <ProblemNote error={this.state.error} again={() => location.reload()} />
      </Container>
    )
  }
}
