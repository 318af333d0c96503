import type { Clock } from '../../shared/clock.ts';
import { faultLine } from '../../shared/errors.ts';
import { parseFlow } from '../../shared/flow/parse.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { AttemptResult, ClaimedJob, FromWorker } from '../../shared/ipc/worker-protocol.ts';
import type { JobError } from '../../shared/job/error.ts';
import { MAX_PROFILE_BYTES, type ProfileState, profileTooLarge } from '../../shared/job/profile-state.ts';
import { LAST_PICTURE } from '../../shared/live/live-view.ts';
import { ArtifactFolder } from './artifacts.ts';
import { jobTooSlow, notSignedIn, profileWords, unreadable } from './attempt-words.ts';
import { endpointSecrets } from './browser/endpoint.ts';
import { classify } from './classify.ts';
import type { LiveMessage } from './job-loop.ts';
import { HeldSlots } from './live/held-slots.ts';
import { JobDeadline } from './live/job-deadline.ts';
import { LiveAttempt } from './live/live-attempt.ts';
import { LogSink, type StepLog } from './log-sink.ts';
import { Masker } from './masker.ts';
import { Outbox } from './outbox.ts';
import { type OwnRow, OwnRowSource } from './own-row-source.ts';
import { AttemptRecorder } from './recording/attempt-recorder.ts';
import { type AttemptEnd, endOf } from './recording/kept.ts';
import { openAtCheckpoint, parseCalled } from './resume.ts';
import { runSteps, type StepsRun } from './run-steps.ts';
import { JobScope } from './scope.ts';
import type { BrowserSession, OpenSession } from './session.ts';
import { whyNotSignedIn } from './signed-in.ts';
import { abortable, Stopped, stopOf } from './stopped.ts';
import { asksAnywhere } from './trace-policy.ts';
import { runTrial, type TrialEnd } from './trial/run-trial.ts';
import { StepFailure } from './walk/step-failure.ts';

export interface RunDeps {
  readonly send: (message: FromWorker) => void;
  readonly openSession: OpenSession;
  readonly clock: Clock;
  /** Places for browsers of failed steps; shared by the jobs of a worker. */
  readonly held?: HeldSlots;
}

/** How to reach a running job from outside. */
export interface RunningJob {
  readonly jobId: ClaimedJob['jobId'];
  readonly epoch: ClaimedJob['epoch'];
  /** Main has the batch on disk. */
  acked(batch: number): void;
  /** The next rows that it walks over. */
  ownRows?(rows: readonly OwnRow[]): void;
  /** A person looks at the job, or wants something of it. */
  live(message: LiveMessage): void;
  /** Aborts what is under way; only the first call counts. */
  stop(kind: Stopped['kind']): void;
  /** Settles when the attempt has ended and everything is told. Never rejects. */
  readonly ended: Promise<void>;
}

/** An attempt that took less, or failed, has no last picture unless somebody looked: failures have one of their own. */
const LAST_PICTURE_AFTER_MS = 10_000;
/** A stopped job waits no longer than this for main to take what it still has to tell. */
const LAST_WORDS_MS = 2_000;

/** Starts one attempt: parse the flow → open a context → run the steps → close → tell the result. */
export function startJob(job: ClaimedJob, deps: RunDeps): RunningJob {
  const attempt = new Attempt(job, deps);
  return {
    jobId: job.jobId,
    epoch: job.epoch,
    acked: (batch) => attempt.acked(batch),
    ownRows: (rows) => attempt.rows.give(rows),
    live: (message) => attempt.live(message),
    stop: (kind) => attempt.stop(kind),
    ended: attempt.run(),
  };
}

class Attempt {
  readonly rows: OwnRowSource;
  readonly #job: ClaimedJob;
  readonly #deps: RunDeps;
  readonly #control = new AbortController();
  readonly #masker: Masker;
  readonly #outbox: Outbox;
  readonly #sink: LogSink;
  readonly #log: StepLog;
  readonly #artifacts: ArtifactFolder;
  readonly #live: LiveAttempt;
  readonly #startedAt: number;
  /** All steps are done. */
  #isDone = false;
  #stepsTotal = 0;
  /** What goes back to the profile: none before all steps are done. */
  #profileState: ProfileState | null = null;
  #failureState: ProfileState | null = null;

  constructor(job: ClaimedJob, deps: RunDeps) {
    const { clock, send } = deps;
    const { jobId, epoch } = job;
    this.#job = job;
    this.#deps = deps;
    this.#masker = new Masker(job.secrets);
    this.#outbox = new Outbox(clock, (batch) =>
      send({ kind: 'data', jobId, epoch, stepsTotal: this.#stepsTotal, ...batch }),
    );
    this.rows = new OwnRowSource((after) => send({ kind: 'wantRows', jobId, epoch, after }));
    this.#sink = new LogSink(clock, this.#outbox, this.#masker);
    this.#log = this.#sink.forStep(null);
    this.#artifacts = new ArtifactFolder(job.artifactsDir, clock, this.#outbox, this.#masker);
    this.#startedAt = clock.monotonic();
    this.#live = new LiveAttempt({
      clock,
      signal: this.#control.signal,
      log: this.#log,
      masker: this.#masker,
      options: job.run ?? {},
      slots: deps.held ?? new HeldSlots(0),
      tell: (state) => send({ kind: 'live', jobId, epoch, state }),
      send: (view) => send({ kind: 'view', jobId, epoch, view }),
      inputs: job.inputs,
      answer: (ask, answer) => send({ kind: 'trialAnswer', jobId, epoch, ask, answer }),
    });
  }

  live(message: LiveMessage): void {
    this.#live.handle(message);
  }

  acked(batch: number): void {
    this.#outbox.acked(batch);
  }

  stop(kind: Stopped['kind']): void {
    if (kind === 'leaseLost') this.#outbox.silence();
    this.#control.abort(new Stopped(kind, this.#deps.clock.monotonic()));
  }

  async run(): Promise<void> {
    const result = await this.#attempt();
    if (stopOf(this.#control.signal)?.kind === 'leaseLost') return;
    await this.#lastWords();
    const { jobId, epoch } = this.#job;
    const state = this.#profileState;
    if (result.kind === 'completed' && state !== null) {
      this.#deps.send({ kind: 'profileState', jobId, epoch, state });
    }
    if (result.kind === 'failed' && this.#failureState !== null) {
      this.#deps.send({ kind: 'failureState', jobId, epoch, state: this.#failureState });
    }
    this.#deps.send({ kind: 'finished', jobId, epoch, result });
  }

  async #attempt(): Promise<AttemptResult> {
    try {
      const parsed = parseFlow(this.#job.flow);
      if (!parsed.ok) return failed(unreadable(parsed.faults.map(faultLine)));
      const called = parseCalled(this.#job.called);
      if ('faults' in called) return failed(unreadable(called.faults));
      this.#stepsTotal = parsed.flow.steps.length;
      return await this.#runFlow(parsed.flow, called.flows);
    } catch (error) {
      return failed(this.#told(error));
    }
  }

  async #runFlow(flow: Flow, called: ReadonlyMap<string, Flow>): Promise<AttemptResult> {
    const { clock } = this.#deps;
    const deadline = new JobDeadline(clock, flow.timeouts.job, () => this.stop('timeout'));
    // A trial waits after its failure by itself.
    this.#live.start(deadline, this.#job.trial === undefined ? (flow.holdMinutes ?? 0) : 0);
    const scope = new JobScope(flow, this.#job, clock, this.#masker);
    let session: BrowserSession | null = null;
    let ended: AttemptEnd = 'failed';
    const recorder = this.#recorder(flow, called);
    try {
      session = await this.#open(flow, scope, recorder);
      this.#live.attach(session);
      const profile = this.#job.profile?.name;
      const { signal } = this.#control;
      const needed = await whyNotSignedIn({ session, scope, flow, profile, clock, signal, log: this.#log });
      if (needed !== null) {
        if (this.#job.trial !== undefined) return failed(notSignedIn(this.#masker.text(needed)));
        ended = 'released';
        return { kind: 'needsLogin', reason: this.#masker.text(needed).slice(0, 500) };
      }
      await recorder.begin(session);
      if (this.#job.from !== undefined) {
        await openAtCheckpoint(this.#job.from, { session, scope, flow, signal, log: this.#log });
      }
      const steps = this.#stepsRun(flow, called, scope, session, recorder);
      const { end, scope: last } = await this.#steps(steps, deadline);
      this.#isDone = true;
      await this.#readProfile(session);
      if (end === 'done') this.#log('INFO', 'All steps are done.');
      await recorder.stepsEnded('completed');
      ended = 'completed';
      return this.#completed(last);
    } catch (error) {
      const stop = stopOf(this.#control.signal);
      if (stop !== null) {
        ended = endOf(stop);
        return await this.#stopped(stop, flow, session);
      }
      await recorder.stepsEnded('failed');
      if (session !== null) await this.#keepFailureState(session);
      return failed(error instanceof StepFailure ? error.error : this.#told(error));
    } finally {
      deadline.dispose();
      if (session !== null) await this.#keepLastPicture(flow, called, session);
      this.#live.end();
      await session?.close();
      await recorder.closed(ended);
    }
  }

  #recorder(flow: Flow, called: ReadonlyMap<string, Flow>): AttemptRecorder {
    const { profile } = this.#job;
    return new AttemptRecorder(
      {
        clock: this.#deps.clock,
        masker: this.#masker,
        artifacts: this.#artifacts,
        log: this.#log,
        signal: this.#control.signal,
        typed: () => this.#live.typed,
      },
      { flow, called, profile, hasSecrets: this.#masker.active },
    );
  }

  #open(flow: Flow, scope: JobScope, recorder: AttemptRecorder): Promise<BrowserSession> {
    const { headed, profile } = this.#job;
    this.#log('INFO', `Attempt ${this.#job.attempt} begins (${headed ? 'visible browser' : 'headless'}).`);
    if (profile !== null) this.#log('INFO', profileWords(profile));
    const browser = scope.render(flow.browser);
    for (const secret of endpointSecrets(browser)) this.#masker.add(secret);
    return this.#deps.openSession({
      headed,
      browser,
      timeouts: flow.timeouts,
      profileState: this.#job.from?.browser ?? profile?.state ?? null,
      ...recorder.wish,
      signal: this.#control.signal,
      log: this.#log,
    });
  }

  async #steps(run: StepsRun, deadline: JobDeadline): Promise<TrialEnd> {
    const { trial } = this.#job;
    if (trial === undefined) return { end: await runSteps(run), scope: run.scope };
    const renewTime = (): void => deadline.renew();
    return runTrial(run, { job: this.#job, first: trial.run, wait: this.#live.trial, renewTime });
  }

  #stepsRun(
    flow: Flow,
    called: ReadonlyMap<string, Flow>,
    scope: JobScope,
    session: BrowserSession,
    recorder: AttemptRecorder,
  ): StepsRun {
    const { ownRows, from, profile } = this.#job;
    return {
      called,
      ...(ownRows === undefined ? {} : { ownRows: { source: this.rows, total: ownRows.total } }),
      stepsBefore: from?.step ?? 0,
      hasSecrets: () => this.#masker.active || profile !== null,
      flow,
      session,
      scope,
      outbox: this.#outbox,
      log: this.#sink,
      masker: this.#masker,
      artifacts: this.#artifacts,
      clock: this.#deps.clock,
      signal: this.#control.signal,
      onlooker: this.#live.onlooker,
      recorder,
      options: this.#job.run ?? {},
    };
  }

  #completed(scope: JobScope): AttemptResult {
    // The values of a row stand with that row.
    const result = this.#job.ownRows === undefined ? this.#masker.record(scope.variables) : {};
    return { kind: 'completed', result, failedRows: 0 };
  }

  /** All steps are done, whatever comes of this: a state that cannot be kept takes nothing from the job. */
  async #readProfile(session: BrowserSession): Promise<void> {
    const name = this.#job.profile?.name;
    if (name === undefined) return;
    try {
      const state = await abortable(this.#control.signal, session.profileState());
      const bytes = Buffer.byteLength(JSON.stringify(state));
      if (bytes > MAX_PROFILE_BYTES) return this.#log('WARN', profileTooLarge(name, bytes));
      this.#profileState = state;
      this.#log('INFO', `The profile “${name}” keeps what the sites left in the browser.`);
    } catch (error) {
      this.#log('WARN', `The profile “${name}” stays as it was: ${classify(error).message}`);
    }
  }

  /** What the sites keep in the browser goes with the last checkpoint; that it cannot be had takes nothing from the job. */
  async #keepFailureState(session: BrowserSession): Promise<void> {
    if (!this.#outbox.hasCheckpoint && this.#job.from === undefined) return;
    try {
      const state = await abortable(this.#control.signal, session.profileState());
      if (Buffer.byteLength(JSON.stringify(state)) > MAX_PROFILE_BYTES) return;
      this.#failureState = state;
    } catch (error) {
      this.#log('DEBUG', `What the sites kept in the browser could not be read: ${classify(error).message}`);
    }
  }

  /**
   * How the page looked at last. What somebody saw is kept; else one picture is taken of a job that took a while and is done, so
   * that it costs a quick one nothing. A picture may show secrets, and what a person typed: then none is kept.
   */
  async #keepLastPicture(
    flow: Flow,
    called: ReadonlyMap<string, Flow>,
    session: BrowserSession,
  ): Promise<void> {
    const { signal } = this.#control;
    const hides = this.#masker.active || this.#live.typed || asksAnywhere(flow, called);
    if (hides || flow.artifacts.screenshots === 'never' || stopOf(signal)?.kind === 'leaseLost') return;
    const isLong = this.#deps.clock.monotonic() - this.#startedAt >= LAST_PICTURE_AFTER_MS;
    try {
      const taken =
        isLong && this.#isDone && !signal.aborted ? await abortable(signal, session.screen.still()) : null;
      const bytes = taken ?? this.#live.lastPicture;
      if (bytes !== null) await this.#artifacts.keep('screenshot', LAST_PICTURE, { bytes }, null);
    } catch {
      // A page that hangs or is gone has no last picture.
    }
  }

  /** Actions have stopped; closes the context, telling each stage of a cancel. */
  async #stopped(stop: Stopped, flow: Flow, session: BrowserSession | null): Promise<AttemptResult> {
    if (stop.kind === 'cancel') this.#stage('actions_stopped', stop.at);
    await session?.close();
    if (stop.kind === 'cancel') this.#stage('context_closed', stop.at);
    switch (stop.kind) {
      case 'cancel':
        this.#log('INFO', 'Stopped, as asked.');
        return { kind: 'cancelled' };
      case 'timeout':
        return failed(jobTooSlow(flow.timeouts.job ?? 0));
      case 'release':
      case 'leaseLost':
        return { kind: 'released' };
    }
  }

  #stage(stage: 'actions_stopped' | 'context_closed', since: number): void {
    const { jobId, epoch } = this.#job;
    const afterMs = this.#deps.clock.monotonic() - since;
    this.#deps.send({ kind: 'cancelStage', jobId, epoch, stage, afterMs });
  }

  #told(error: unknown): JobError {
    const { category, message, mend } = classify(error);
    const told = { category, message: this.#masker.text(message), mend: this.#masker.text(mend) };
    this.#log('ERROR', told.message, { category, mend });
    return told;
  }

  /** Tells everything that is still unsent; a job that is stopped, also meanwhile, does not wait for ever for the answer. */
  async #lastWords(): Promise<void> {
    const { signal } = this.#control;
    const drained = this.#outbox.drained();
    await abortable(signal, drained).catch(() => undefined);
    if (!signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = this.#deps.clock.setTimer(LAST_WORDS_MS, resolve);
      void drained.then(() => {
        timer.dispose();
        resolve();
      });
    });
  }
}

function failed(error: JobError): AttemptResult {
  return { kind: 'failed', error };
}
