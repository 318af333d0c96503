import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../../texts/index.ts';
import classes from './editor.module.css';
import { documentOf } from './state.ts';
import type { EditorStore } from './store.ts';
import { TrialPanel } from './trial/index.ts';
import type { Trial } from './use-trial.ts';

const KEY = 'runwright-trial-width';
const USUAL = 520;
const NARROWEST = 360;
const KEY_STEP = 24;

/** The trial run beside the steps; closed it goes on unseen. */
export function TrialSide({
  editor,
  trial,
  isShown,
}: {
  editor: EditorStore;
  trial: Trial;
  isShown: boolean;
}) {
  const flowId = useStore(editor.store, (s) => s.flowId);
  const { flow } = useStore(editor.store, documentOf);
  const [asked, setAsked] = useState(() => Number(localStorage.getItem(KEY)) || USUAL);
  const widest = Math.max(NARROWEST, Math.round(document.documentElement.clientWidth * 0.6));
  const width = Math.min(widest, Math.max(NARROWEST, asked));
  const change = (next: number): void => {
    const clamped = Math.min(widest, Math.max(NARROWEST, Math.round(next)));
    setAsked(clamped);
    localStorage.setItem(KEY, String(clamped));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId))
      change(document.documentElement.clientWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowLeft' ? KEY_STEP : event.key === 'ArrowRight' ? -KEY_STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    change(width + by);
  };
  return (
    <>
      {isShown && (
        // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no <hr>
        <div
          role="separator"
          tabIndex={0}
          className={classes.edge}
          aria-orientation="vertical"
          aria-label={t().editor.resizeTrial}
          aria-valuenow={width}
          aria-valuemin={NARROWEST}
          aria-valuemax={widest}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove}
          onKeyDown={onKeyDown}
        />
      )}
      <aside className={classes.trial} aria-label={t().editor.trialRun} style={{ width }} hidden={!isShown}>
        <TrialPanel
          flowId={flowId}
          flow={flow}
          blocked={trial.blocked}
          breakpoints={trial.breakpoints}
          onView={trial.onView}
          onCommands={trial.onCommands}
        />
      </aside>
    </>
  );
}
