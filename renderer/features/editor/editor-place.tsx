import { useEffect, useRef } from 'react';
import type { FlowId } from '../../../shared/ids.ts';
import type { DraftId } from '../../../shared/ipc/flow-calls.ts';
import { EditorPage } from './editor-page.tsx';

/** Which flow is edited; neither = a new one. */
export interface Edited {
  readonly flowId?: FlowId | undefined;
  readonly draftId?: DraftId | undefined;
}

interface EditorPlaceProps {
  edited: Edited;
  /** What is edited has this name from now on. */
  onNamed: (edited: Edited) => void;
  onLeave: () => void;
}

/** The editor of one flow after another. A new flow that gets its name stays open as it is, with its undo. */
export function EditorPlace({ edited, onNamed, onLeave }: EditorPlaceProps) {
  const { flowId, draftId } = edited;
  const session = useRef({ number: 0, flowId, draftId });
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  if (session.current.flowId !== flowId || session.current.draftId !== draftId)
    session.current = { number: session.current.number + 1, flowId, draftId };
  const { number } = session.current;
  return (
    <EditorPage
      key={number}
      flowId={flowId ?? null}
      draftId={draftId ?? null}
      onPlace={(named) => {
        // A draft that is kept after one has left does not bring one back.
        if (!isHere.current || session.current.number !== number) return;
        session.current = { number, flowId: undefined, draftId: undefined, ...named };
        onNamed(named);
      }}
      onLeave={onLeave}
    />
  );
}
