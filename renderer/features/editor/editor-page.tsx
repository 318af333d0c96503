import type { FlowId } from '../../../shared/ids.ts';

interface EditorPageProps {
  /** Null for a new flow. */
  flowId: FlowId | null;
  /** Back to the list of flows. */
  onLeave: () => void;
}

/** Where a flow is made and changed. */
export function EditorPage({ flowId }: EditorPageProps) {
  return (
    <header className="shell-top">
      <h1 className="shell-title">{flowId === null ? 'New flow' : `Flow ${flowId}`}</h1>
    </header>
  );
}
