import { ActionFailure, type FailureFacts } from '../../../shared/actions/run.ts';
import { type Candidate, targetText } from '../../../shared/flow/target.ts';
import type { JobError } from '../../../shared/job/error.ts';
import {
  type ConsoleEntry,
  type DialogEntry,
  FAILURE_LIMITS,
  type FailureDetail,
  type RequestEntry,
  Suggestion,
  TargetMatch,
} from '../../../shared/job/failure.ts';
import { MAX_HTML } from '../browser/failure/html-limit.ts';
import { classify } from '../classify.ts';
import { sourceWhen } from '../recording/kept.ts';
import type { StepsRun } from '../run-steps.ts';
import type { FailureSight } from '../session.ts';
import { abortable } from '../stopped.ts';
import type { PlacedTarget, StepTargets } from './step-targets.ts';

/** A failure is looked at for so long; a step that fails is not held up longer. */
const LOOK_MS = 4000;
/** What happened in the page so long before is told, and everything since the step began. */
const BEFORE_MS = 10_000;
/** So many failures of an attempt that their own steps catch are looked at, and as many that they let out. */
const MAX_LOOKS = 20;

/** One failed run of one step. */
export interface FailedRun {
  readonly seq: number;
  readonly path: string;
  readonly action: string;
  readonly title: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly error: JobError;
  readonly thrown: unknown;
  readonly targets: StepTargets;
  /** The step itself says what happens after its failure. */
  readonly isCaught: boolean;
}

/** What is known of a failure; of a step that did not come to its end, at least what it was about. */
function factsOf({ thrown, error, targets }: FailedRun): FailureFacts | null {
  const facts = thrown instanceof ActionFailure ? thrown.facts : null;
  const { own } = targets;
  if (facts !== null || error.category !== 'TimeoutError' || own === null) return facts;
  return {
    expected: `${targetText(own)} within the time of the step`,
    found: 'the page gave no answer',
    target: own,
  };
}

/** Looks at what a failed step left behind, masks it, keeps its files and tells main. What cannot be had is told and does no harm. */
export class FailureRecord {
  readonly #run: StepsRun;
  readonly #looks: { caught: number; letOut: number };

  /** @param looks the count of the whole attempt, which goes on here */
  constructor(run: StepsRun, looks: { caught: number; letOut: number }) {
    this.#run = run;
    this.#looks = looks;
  }

  /** @throws the signal's reason when the job was stopped meanwhile, and nothing else: the step's own failure is what counts */
  async keep(failed: FailedRun): Promise<void> {
    if (!this.#hasRoom(failed)) return;
    const { log, signal } = this.#run;
    try {
      await this.#look(failed);
    } catch (error) {
      if (signal.aborted) throw error;
      log.forStep(failed.path)('WARN', `The failure could not be looked at: ${classify(error).message}`);
    }
  }

  async #look(failed: FailedRun): Promise<void> {
    const { session, outbox, clock, signal } = this.#run;
    if (session.url() === '' && failed.action !== 'goto') return;
    const facts = factsOf(failed);
    const sight = await abortable(
      signal,
      session.lookAtFailure({
        facts,
        action: failed.action,
        secrets: this.#run.masker.secrets,
        withPicture: this.#run.flow.artifacts.screenshots !== 'never' && session.url() !== '',
        withSource: sourceWhen(this.#run.flow.artifacts) !== 'never' && session.url() !== '',
        since: Math.min(failed.startedAt, clock.now() - BEFORE_MS),
        limitMs: LOOK_MS,
      }),
    );
    const files = await this.#files(failed.path, sight);
    outbox.failure(this.#detail(failed, facts, sight, files));
  }

  #hasRoom({ isCaught }: FailedRun): boolean {
    return (isCaught ? ++this.#looks.caught : ++this.#looks.letOut) <= MAX_LOOKS;
  }

  /** Writes picture and source of the page down. Gives their names. */
  async #files(path: string, sight: FailureSight): Promise<Pick<FailureDetail, 'picture' | 'dom'>> {
    const { artifacts, log, masker } = this.#run;
    const line = log.forStep(path);
    const kept = async (
      kind: 'screenshot' | 'page',
      name: string,
      content: { bytes: Uint8Array } | { text: string },
    ) => {
      try {
        return await artifacts.keep(kind, name, content, path);
      } catch (error) {
        line('WARN', `“${name}” could not be kept: ${classify(error).message}`);
        return null;
      }
    };
    for (const each of sight.missing) line('WARN', each);
    const { picture, html } = sight;
    const name = `failure-step-${path}`;
    return {
      picture: picture === null ? null : await kept('screenshot', `${name}.png`, { bytes: picture }),
      // Masked before it is cut, so that no part of a secret is left at the end.
      dom:
        html === null
          ? null
          : await kept('page', `${name}.html`, { text: masker.text(html).slice(0, MAX_HTML) }),
    };
  }

  #detail(
    failed: FailedRun,
    facts: FailureFacts | null,
    sight: FailureSight,
    files: Pick<FailureDetail, 'picture' | 'dom'>,
  ): FailureDetail {
    const { clock, session } = this.#run;
    const { seq, path, action, error, targets } = failed;
    const placed = facts?.target === undefined ? null : targets.place(facts.target);
    const url = session.url();
    return {
      seq,
      at: clock.now(),
      path,
      action,
      title: this.#text(failed.title, FAILURE_LIMITS.sentence),
      error,
      expected: facts === null ? null : this.#text(facts.expected, FAILURE_LIMITS.sentence),
      found: facts === null ? null : this.#text(facts.found, FAILURE_LIMITS.sentence),
      page:
        url === ''
          ? null
          : { url: this.#text(url, FAILURE_LIMITS.sentence), title: this.#text(sight.title ?? '') },
      target: placed === null ? null : { at: placed.at, candidates: placed.target },
      suggestions: this.#suggestions(sight, placed),
      matchCount: sight.matchCount,
      matches: this.#matches(sight, placed),
      acted: sight.acted,
      viewport: sight.viewport,
      ...files,
      aria: sight.aria === null ? null : this.#text(sight.aria, FAILURE_LIMITS.aria),
      console: sight.console.map((entry): ConsoleEntry => ({ ...entry, text: this.#text(entry.text) })),
      requests: sight.requests.map(
        (entry): RequestEntry => ({
          ...entry,
          url: this.#text(entry.url),
          failure: entry.failure === null ? null : this.#text(entry.failure),
        }),
      ),
      dialogs: sight.dialogs.map((entry): DialogEntry => ({ ...entry, message: this.#text(entry.message) })),
      missing: sight.missing.map((each) => this.#text(each)).slice(0, 10),
    };
  }

  #text(text: string, limit: number = FAILURE_LIMITS.text): string {
    const masked = this.#run.masker.text(text);
    return masked.length > limit ? `${masked.slice(0, limit - 1)}…` : masked;
  }

  #suggestions({ suggestions }: FailureSight, placed: PlacedTarget | null): Suggestion[] {
    return suggestions.flatMap((each) => {
      const candidate = this.#forFlow(each.candidate, placed);
      if (candidate === null) return [];
      const parsed = Suggestion.safeParse({ ...each, candidate, reason: this.#text(each.reason) });
      return parsed.success ? [parsed.data] : [];
    });
  }

  #matches({ matches }: FailureSight, placed: PlacedTarget | null): TargetMatch[] {
    return matches.flatMap((each) => {
      const candidate = this.#forFlow(each.candidate, placed);
      if (candidate === null) return [];
      const { role, name, text } = each;
      const words = {
        role: role === null ? null : this.#text(role),
        name: this.#text(name),
        text: this.#text(text),
      };
      const parsed = TargetMatch.safeParse({ ...each, ...words, candidate });
      return parsed.success ? [parsed.data] : [];
    });
  }

  /** A candidate as a flow may hold it: without a secret, and with the name of a loop's element instead of the element. */
  #forFlow(candidate: Candidate, placed: PlacedTarget | null): Candidate | null {
    const text = JSON.stringify(candidate);
    if (this.#run.masker.text(text) !== text) return null;
    const around = placed?.target[0]?.inside;
    if (candidate.inside === undefined || typeof around !== 'string') return candidate;
    return { ...candidate, inside: around };
  }
}
