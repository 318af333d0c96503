import type { Clock } from '../../shared/clock.ts';
import type { Scope } from '../../shared/flow/evaluate.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import { mapTexts } from '../../shared/flow/step-texts.ts';
import { renderTemplate } from '../../shared/flow/template.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { MASK, type Masker } from './masker.ts';

/** Where the values of one attempt come from: inputs, row, secrets, variables, surroundings. */
export class JobScope {
  readonly #values: Scope;
  readonly #shown: Scope;
  readonly #secretNames: ReadonlySet<string>;
  readonly #variables: Record<string, unknown> = {};
  readonly #masker: Masker;

  constructor(
    flow: Pick<Flow, 'inputs'>,
    job: Pick<ClaimedJob, 'inputs' | 'row' | 'env'>,
    clock: Clock,
    masker: Masker,
  ) {
    const secretNames = Object.entries(flow.inputs).flatMap(([name, spec]) =>
      spec.secret === true ? [name] : [],
    );
    // An input that was declared and not given is empty, not unknown.
    const declared = Object.fromEntries(Object.keys(flow.inputs).map((name) => [name, null]));
    const input: Record<string, unknown> = { ...declared, ...job.inputs };
    const secret = Object.fromEntries(secretNames.map((name) => [name, input[name]]));
    const env = { now: new Date(clock.now()).toISOString(), ...job.env };
    this.#masker = masker;
    this.#secretNames = new Set(secretNames.flatMap((name) => [`input.${name}`, `secret.${name}`]));
    this.#values = { input, secret, row: job.row ?? {}, var: this.#variables, env };
    const hidden = Object.fromEntries(secretNames.map((name) => [name, MASK]));
    this.#shown = { ...this.#values, input: { ...input, ...hidden }, secret: hidden };
  }

  /** What `extract` steps have brought so far. */
  get variables(): Readonly<Record<string, unknown>> {
    return this.#variables;
  }

  set(name: string, value: unknown): void {
    this.#variables[name] = value;
  }

  /**
   * The step (or any data with texts) as it runs, every `{{ … }}` filled in.
   * What is made from a secret is a secret too, and is masked from then on. @throws TemplateError
   */
  render<T>(step: T): T {
    return mapTexts(step, (text) =>
      renderTemplate(text, this.#values, (value, names) => {
        if (names.some((name) => this.#secretNames.has(name))) this.#masker.add(value);
      }),
    );
  }

  /** The step as a person may see it: secrets never enter it. Gives the step as written when it cannot be filled in. */
  renderShown<T>(step: T): T {
    try {
      return mapTexts(step, (text) => renderTemplate(text, this.#shown));
    } catch {
      return step;
    }
  }
}
