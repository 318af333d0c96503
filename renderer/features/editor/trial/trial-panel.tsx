import { IconDeviceTvOld } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Candidate } from '../../../../shared/flow/target.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import type { LiveWish } from '../../../../shared/live/live-wish.ts';
import type { TrialRun } from '../../../../shared/live/trial.ts';
import { t } from '../../../texts/index.ts';
import { safeText } from '../../../ui/safe-text.ts';
import { useLiveStore } from '../../live/context.ts';
import { LivePicture } from '../../live/live-picture.tsx';
import { type FormValues, toInputs } from '../../new-job/input-form.ts';
import type { TargetTools } from '../forms/target-tools.ts';
import type { LooseFlow } from '../loose.ts';
import { browserWords } from './browser-words.ts';
import { FailedRun } from './failed-run.tsx';
import { InputsForm } from './inputs-form.tsx';
import { PickLayer } from './pick-layer.tsx';
import { RowsPreview } from './rows-preview.tsx';
import { RunButtons } from './run-buttons.tsx';
import { RunSteps } from './run-steps.tsx';
import { stepEnds, stepsOfRun, stepUnderWay } from './step-ends.ts';
import classes from './trial.module.css';
import { firstValues, inputSpecs, mustAsk, remember } from './trial-inputs.ts';
import { standingOf, standingWords } from './trial-standing.ts';
import { UnderPointer } from './under-pointer.tsx';
import { useTrial } from './use-trial.ts';

/** What the rest of the editor shows of the trial run. */
export interface TrialView {
  /** Path (`3.2`) of the step that runs or is paused before; null = none. */
  readonly at: string | null;
  /** How each step that has run ended, by its path. */
  readonly ends: ReadonlyMap<string, { readonly ok: boolean; readonly ms: number; readonly words: string }>;
  /** What the page can do for targets; null while no page is open or the job runs. */
  readonly tools: TargetTools | null;
  /** Is there a run that has not ended? */
  readonly isRunning: boolean;
}

/** What the editor asks of the panel: each a button and a key there. */
export interface TrialCommands {
  /** F5: all steps, in a new browser. */
  runAll(): void;
  /** From a step on (`3.2`): in the open page while there is one. */
  runFrom(path: string): void;
  /** That step alone, in the open page. */
  runOnly(path: string): void;
}

/** A candidate that was proposed for the target at `at` (`target`) of the step at `path` (`3.2`). */
export type UseProposal = (proposal: {
  readonly path: string;
  readonly at: string;
  readonly candidate: Candidate;
}) => void;

export interface TrialPanelProps {
  /** Null for a flow that was never saved. */
  readonly flowId: FlowId | null;
  readonly flow: LooseFlow;
  /** Why there can be no run now: the flow has faults. Null = it can. */
  readonly blocked: string | null;
  /** Steps (`3.2`) before which a run pauses. */
  readonly breakpoints: ReadonlySet<string>;
  readonly onView: (view: TrialView) => void;
  readonly onCommands: (commands: TrialCommands) => void;
  /** Puts a proposal of a failed run in front of the step's target; absent = proposals are only shown. */
  readonly onUse?: UseProposal;
}

/** Enough to see what happens. */
const FPS = 12;

/** A run of the draft beside its steps: the live page, what happened, and the buttons to go on. */
export function TrialPanel({
  flowId,
  flow,
  blocked,
  breakpoints,
  onView,
  onCommands,
  onUse,
}: TrialPanelProps) {
  const { trials, trial, live, picks } = useTrial();
  const { wish } = useLiveStore();
  /** The run that waits for its inputs. */
  const [asked, setAsked] = useState<TrialRun | null>(null);
  /** What was given last, secrets too: for the next run of this panel. */
  const given = useRef<FormValues | null>(null);
  const specs = useMemo(() => inputSpecs(flow), [flow]);
  const { jobId } = trial;
  const standing = standingOf(trial, live);
  const isStill = standing === 'paused' || standing === 'waiting';
  const at =
    standing === 'paused' ? (live?.step ?? null) : standing === 'running' ? stepUnderWay(trial.steps) : null;

  const want = (wanted: LiveWish): void => {
    if (jobId !== null) void wish(jobId, wanted);
  };
  const valuesNow = (): FormValues => ({ ...firstValues(localStorage, flowId, specs), ...given.current });
  const begin = (run: TrialRun, values: FormValues): void => {
    given.current = values;
    setAsked(null);
    remember(localStorage, flowId, specs, values);
    void trials.start({ flowId, text: JSON.stringify(flow), run, inputs: toInputs(specs, values) });
  };
  const start = (run: TrialRun): void => {
    const values = valuesNow();
    if (mustAsk(specs, values)) setAsked(run);
    else begin(run, values);
  };
  const runPart = (part: TrialRun): void => {
    if (blocked !== null) return;
    const run = { ...part, breakpoints: [...breakpoints].slice(0, 100) };
    if (standing === 'waiting' && (part.from ?? part.only) !== undefined) {
      void trials.rerun(JSON.stringify(flow), run);
    } else if (standing !== 'starting') start(run);
  };
  const runAll = (): void => runPart({});

  const latest = useRef(runPart);
  latest.current = runPart;
  useEffect(() => {
    onCommands({
      runAll: () => latest.current({}),
      runFrom: (from) => latest.current({ from }),
      runOnly: (only) => latest.current({ only }),
    });
  }, [onCommands]);

  const ends = useMemo(() => stepEnds(trial.steps), [trial.steps]);
  const isRunning = standing !== 'none' && standing !== 'ended';
  const tools = isStill && picks !== null ? picks.tools : null;
  useEffect(() => onView({ at, ends, tools, isRunning }), [onView, at, ends, tools, isRunning]);
  useBreakpoints(standing === 'running' || standing === 'paused', breakpoints, (paths) =>
    want({ kind: 'breakpoints', paths }),
  );

  return (
    <section className={classes.panel} aria-label={t().trial.title}>
      <header className={classes.head}>
        <IconDeviceTvOld size={16} stroke={1.5} aria-hidden />
        <strong className={classes.live} data-on={isRunning || undefined}>
          {t().trial.live}
        </strong>
        <span className={classes.quiet}>
          {browserWords(flow)} · {t().trial.newContext}
        </span>
      </header>
      <div className={classes.page}>
        {jobId === null || live === null ? (
          <NoPage standing={standing} words={standingWords(standing, trial, live, at)} />
        ) : (
          <LivePicture
            jobId={jobId}
            fps={FPS}
            isOn={true}
            isTaken={false}
            label={t().trial.picture}
            overlay={picks !== null && isStill ? <PickLayer picks={picks} /> : null}
          />
        )}
        {picks !== null && isStill && <UnderPointer picks={picks} />}
      </div>
      <RunButtons
        standing={standing}
        blocked={blocked}
        hasInputs={Object.keys(specs).length > 0}
        words={standingWords(standing, trial, live, at)}
        onRun={runAll}
        onInputs={() => setAsked({ breakpoints: [...breakpoints].slice(0, 100) })}
        onResume={() => want({ kind: 'resume' })}
        onPause={() => want({ kind: 'pause' })}
        onStep={() => want({ kind: 'step' })}
        onStop={() => void trials.stop()}
      />
      <div className={classes.below}>
        {asked !== null && (
          <InputsForm
            specs={specs}
            first={valuesNow()}
            onRun={(values) => begin(asked, values)}
            onCancel={() => setAsked(null)}
          />
        )}
        {trial.fault !== null && (
          <p className={classes.fault} role="alert">
            {safeText(trial.fault, 500)}
          </p>
        )}
        {jobId !== null && (
          <RunSteps
            steps={stepsOfRun(trial.steps, trial.runAfter)}
            pausedAt={standing === 'paused' ? (live?.step ?? null) : null}
          />
        )}
        {trial.failure !== null && standing === 'waiting' && (
          <FailedRun failure={trial.failure} onUse={onUse} />
        )}
        {trial.preview !== null && <RowsPreview preview={trial.preview} />}
      </div>
    </section>
  );
}

function NoPage({ standing, words }: { standing: ReturnType<typeof standingOf>; words: string }) {
  return (
    <div className={classes.noPage}>
      <p>{standing === 'none' ? t().trial.nothingYet : words}</p>
      {standing === 'none' && <p className={classes.quiet}>{t().trial.nothingYetMore}</p>}
    </div>
  );
}

/** What is set beside a run holds for it. */
function useBreakpoints(
  isOn: boolean,
  breakpoints: ReadonlySet<string>,
  tell: (paths: string[]) => void,
): void {
  const paths = [...breakpoints].slice(0, 100);
  const text = paths.join(' ');
  const told = useRef(text);
  useEffect(() => {
    if (told.current === text) return;
    told.current = text;
    if (isOn) tell(paths);
  });
}
