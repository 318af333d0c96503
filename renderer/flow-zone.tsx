import { useEffect } from 'react';
import { FlowDropZone, FlowsPage, type FlowsPageProps, useFlowImport } from './features/flows/index.ts';

interface FlowZoneProps extends FlowsPageProps {
  /** Is the page of flows the one that is shown? */
  isShown: boolean;
  /** Gets what opens the system's window to choose flow files. */
  onReady: (choose: () => void) => void;
}

/** Everything about flow files: dropping them works on every page, their page is shown when it is its turn. */
export function FlowZone({ isShown, onReady, ...page }: FlowZoneProps) {
  return (
    <FlowDropZone>
      <Ready onReady={onReady} />
      {isShown && <FlowsPage {...page} />}
    </FlowDropZone>
  );
}

function Ready({ onReady }: Pick<FlowZoneProps, 'onReady'>) {
  const { choose } = useFlowImport();
  useEffect(() => onReady(choose), [choose, onReady]);
  return null;
}
