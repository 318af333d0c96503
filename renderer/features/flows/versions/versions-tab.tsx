import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { FlowDiff } from '../../../../shared/flow/diff.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import type { FlowVersion } from '../../../../shared/ipc/flow-calls.ts';
import { appClient } from '../../../api/index.ts';
import { t } from '../../../texts/index.ts';
import { announce } from '../../../ui/announcer.tsx';
import { Button } from '../../../ui/button.tsx';
import { Choice } from '../../../ui/choice.tsx';
import { ErrorPanel } from '../../../ui/error-panel.tsx';
import { ClockTime } from '../../../ui/time-text.tsx';
import { tellWithUndo } from '../../../ui/undo-toast.tsx';
import { DiffView } from './diff-view.tsx';
import { createVersionsStore } from './store.ts';
import classes from './versions.module.css';

interface VersionsTabProps {
  flowId: FlowId;
  /** The flow has another newest version now. */
  onRestored: () => void;
}

/** Every version of a flow, what is other in each, and the way back to it. Give it the flow's number as its key. */
export function VersionsTab({ flowId, onRestored }: VersionsTabProps) {
  const latest = useRef(onRestored);
  useEffect(() => {
    latest.current = onRestored;
  });
  const versions = useMemo(
    () => createVersionsStore(appClient(), flowId, tellRestored, () => latest.current()),
    [flowId],
  );
  useEffect(() => void versions.load(), [versions]);
  const state = useStore(versions.store);
  const words = t().flows.versions;
  if (state.fault !== null && state.versions === null)
    return <ErrorPanel {...state.fault} onRetry={() => void versions.load()} />;
  if (state.versions === null) return <p className={classes.quiet}>{words.reading}</p>;
  const newest = state.versions[0]?.version;
  const { chosen, other } = state;
  return (
    <div className={classes.tab}>
      {state.fault !== null && <ErrorPanel {...state.fault} />}
      <ol className={classes.list} aria-label={words.list}>
        {state.versions.slice(0, state.shown).map((version) => (
          <li key={version.version}>
            <VersionRow
              version={version}
              isNewest={version.version === newest}
              isFirst={version === state.versions?.at(-1)}
              isChosen={version.version === chosen}
              diff={state.diffs.get(version.version)}
              onChoose={() => void versions.choose(version.version)}
            />
          </li>
        ))}
      </ol>
      {state.versions.length > state.shown && (
        <Button onClick={() => void versions.showMore()}>{words.more}</Button>
      )}
      {chosen !== null && (
        <section aria-label={other === null ? words.first : words.differences(chosen, other)}>
          <div className={classes.bar}>
            <h3 className={classes.barTitle}>{t().flows.version(chosen)}</h3>
            {other !== null && (
              <>
                <span className={classes.quiet}>{words.compareWith}</span>
                <Choice
                  label={words.compareWith}
                  value={other}
                  options={state.versions
                    .filter(({ version }) => version !== chosen)
                    .map(({ version }) => ({ value: version, text: t().flows.version(version) }))}
                  onChange={(version) => void versions.compareWith(version)}
                />
              </>
            )}
            <span className={classes.spacer} />
            <Button
              offReason={chosen === newest ? words.isNewest : undefined}
              onClick={() => void versions.restore(chosen)}
            >
              {words.restore(chosen)}
            </Button>
          </div>
          {other === null && <p className={classes.quiet}>{words.first}</p>}
          {other !== null && state.diff === null && <p className={classes.quiet}>{words.reading}</p>}
          {state.diff !== null && <DiffView diff={state.diff} />}
        </section>
      )}
    </div>
  );
}

function tellRestored(sentence: string, undo: (() => void) | null): void {
  if (undo === null) announce(sentence);
  else tellWithUndo({ id: 'version-restored', text: sentence, undo });
}

interface VersionRowProps {
  version: FlowVersion;
  isNewest: boolean;
  isFirst: boolean;
  isChosen: boolean;
  diff: FlowDiff | undefined;
  onChoose: () => void;
}

function VersionRow({ version, isNewest, isFirst, isChosen, diff, onChoose }: VersionRowProps) {
  const words = t().flows.versions;
  return (
    <button
      type="button"
      className={isChosen ? `${classes.row} ${classes.chosen}` : classes.row}
      aria-current={isChosen ? 'true' : undefined}
      onClick={onChoose}
    >
      <span className={classes.number}>{t().flows.version(version.version)}</span>
      <span className={classes.what}>
        {isFirst ? words.first : diff === undefined ? words.reading : sentenceOf(diff)}
      </span>
      {isNewest && <span className={classes.newest}>{words.newest}</span>}
      <span className={classes.quiet}>
        {t().common.steps(version.stepCount)} · <ClockTime at={version.savedAt} />
      </span>
    </button>
  );
}

function sentenceOf({ steps, settings }: FlowDiff): string {
  const count = (kind: string): number => steps.filter((change) => change.kind === kind).length;
  return t().flows.versions.sentence({
    added: count('added'),
    removed: count('removed'),
    moved: count('moved'),
    changed: count('changed'),
    settings: settings.length,
  });
}
