import { Component, type ReactNode } from 'react';
import { Notice } from '../views/parts/Notice.tsx';

interface ErrorBoundaryState {
  readonly error: Error | null;
}

/** Catches what a view throws while drawing; narrations are on disk and outlive it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): ErrorBoundaryState {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="broken">
        <Notice
          message="The page could not draw itself."
          hint="Your narrations are kept."
          detail={error.stack ?? error.message}
          action={{ label: 'Reload', onAct: () => window.location.reload() }}
        />
      </main>
    );
  }
}
