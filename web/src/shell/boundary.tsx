import { Component, type ComponentChildren } from 'preact';
import { Failed } from '../ui/states.tsx';

interface BoundaryProps {
  readonly children: ComponentChildren;
}

/** A page that breaks says so in its place, and takes nothing around it along. */
export class Boundary extends Component<BoundaryProps, { error?: unknown }> {
  override state: { error?: unknown } = {};

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <Failed error={this.state.error} onRetry={() => this.setState({ error: undefined })} />;
  }
}
