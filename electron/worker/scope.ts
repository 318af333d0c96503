import type { Clock } from '../../shared/clock.ts';
import { truthy } from '../../shared/flow/evaluate.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import { mapTexts } from '../../shared/flow/step-texts.ts';
import { noValue, renderTemplate, templateValue } from '../../shared/flow/template.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { RowData } from '../../shared/job/schema.ts';
import { MASK, type Masker } from './masker.ts';

/** A value, and whether it was made from a secret. */
export interface Valued {
  readonly value: unknown;
  readonly secret: boolean;
}

/** Where the values of one attempt come from: inputs, row, secrets, variables, surroundings. */
export class JobScope {
  readonly #values: Record<string, unknown>;
  /** The same for titles and other words that persons see: secrets are hidden. */
  readonly #shown: Record<string, unknown>;
  /** Dotted names whose values are secrets: `input.pin`, `var.code`. */
  readonly #secretNames: Set<string>;
  readonly #variables: Record<string, unknown> = {};
  readonly #shownVariables: Record<string, unknown> = {};
  readonly #results: Record<string, unknown> = {};
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
    const shownInput = { ...input, ...hidden };
    this.#shown = { ...this.#values, input: shownInput, secret: hidden, var: this.#shownVariables };
  }

  /** What steps have brought so far, for the job's result; what was made from a secret is hidden. */
  get variables(): Readonly<Record<string, unknown>> {
    return this.#results;
  }

  /** Gives a value its name: `{{var.name}}` in later steps, and a result of the job. */
  set(name: string, value: unknown, secret = false): void {
    this.#put(name, { value, secret });
    this.#results[name] = this.#shownVariables[name];
  }

  /**
   * Values for a while: a loop's turn, the failure that is handled. The function that it gives takes them away again.
   * @param row stands in the place of the job's row meanwhile
   */
  enter(names: Readonly<Record<string, Valued>>, row?: RowData): () => void {
    const before = Object.keys(names).map((name) => ({ name, was: this.#taken(name) }));
    const { row: rowBefore } = this.#values;
    for (const [name, valued] of Object.entries(names)) this.#put(name, valued);
    if (row !== undefined) this.#setRow(row);
    return () => {
      for (const { name, was } of before) {
        if (was === undefined) this.#drop(name);
        else this.#put(name, was);
      }
      if (row !== undefined) this.#setRow(rowBefore);
    };
  }

  /** The value of a text with its kind: a number, a list … @throws TemplateError when it has none */
  value(text: string): Valued {
    let secret = false;
    const value = templateValue(text, this.#values, (rendered, names) => {
      if (this.#hide(rendered, names)) secret = true;
    });
    if (value === undefined) throw noValue(text, this.#values);
    return { value, secret };
  }

  /** Whether an expression is so; a value that is not there is not so. @throws TemplateError */
  holds(text: string): boolean {
    // The answer is no secret, even when it speaks of one: nothing is hidden here.
    return truthy(templateValue(text, this.#values));
  }

  /**
   * The step (or any data with texts) as it runs, every `{{ … }}` filled in.
   * What is made from a secret is a secret too, and is masked from then on. @throws TemplateError
   */
  render<T>(step: T): T {
    return mapTexts(step, (text) =>
      renderTemplate(text, this.#values, (value, names) => void this.#hide(value, names)),
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

  /** Hides a value that was made from a secret from now on. */
  #hide(value: string, names: readonly string[]): boolean {
    const secret = names.some((name) => this.#secretNames.has(name));
    if (secret) this.#masker.add(value);
    return secret;
  }

  #put(name: string, { value, secret }: Valued): void {
    this.#variables[name] = value;
    this.#shownVariables[name] = secret ? MASK : value;
    if (secret) this.#secretNames.add(`var.${name}`);
    else this.#secretNames.delete(`var.${name}`);
  }

  #taken(name: string): Valued | undefined {
    if (!Object.hasOwn(this.#variables, name)) return undefined;
    return { value: this.#variables[name], secret: this.#secretNames.has(`var.${name}`) };
  }

  #drop(name: string): void {
    delete this.#variables[name];
    delete this.#shownVariables[name];
    this.#secretNames.delete(`var.${name}`);
  }

  #setRow(row: unknown): void {
    this.#values.row = row;
    this.#shown.row = row;
  }
}
