import type { Clock } from '../../shared/clock.ts';
import { toText, truthy } from '../../shared/flow/evaluate.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import { mapTexts } from '../../shared/flow/step-texts.ts';
import { noValue, renderTemplate, templateValue } from '../../shared/flow/template.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { CheckpointState } from '../../shared/job/own-rows.ts';
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
  readonly #clock: Clock;
  readonly #env: ClaimedJob['env'];

  /** @param alsoSecret inputs whose values were made from secrets, whatever the flow says */
  constructor(
    flow: Pick<Flow, 'inputs'>,
    job: Pick<ClaimedJob, 'inputs' | 'row' | 'env'>,
    clock: Clock,
    masker: Masker,
    alsoSecret: readonly string[] = [],
  ) {
    const declaredSecret = Object.entries(flow.inputs).flatMap(([name, spec]) =>
      spec.secret === true ? [name] : [],
    );
    const secretNames = [...new Set([...declaredSecret, ...alsoSecret])];
    // An input that was declared and not given is empty, not unknown.
    const declared = Object.fromEntries(Object.keys(flow.inputs).map((name) => [name, null]));
    const input: Record<string, unknown> = { ...declared, ...job.inputs };
    const secret = Object.fromEntries(secretNames.map((name) => [name, input[name]]));
    const env = { now: new Date(clock.now()).toISOString(), ...job.env };
    this.#masker = masker;
    this.#clock = clock;
    this.#env = job.env;
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

  /** The scope of a flow that is called with these inputs: it sees nothing of this one. */
  call(flow: Pick<Flow, 'inputs'>, inputs: Readonly<Record<string, Valued>>): JobScope {
    const all = Object.entries(inputs);
    const secret = all.filter(([, valued]) => valued.secret);
    for (const [, { value }] of secret) this.#masker.add(String(value));
    const values = Object.fromEntries(all.map(([name, { value }]) => [name, value]));
    const job = { inputs: values, row: null, env: this.#env };
    return new JobScope(
      flow,
      job,
      this.#clock,
      this.#masker,
      secret.map(([name]) => name),
    );
  }

  /** A value that a step gave, or undefined. */
  valueOf(name: string): Valued | undefined {
    return this.#taken(name);
  }

  /** A row of the job begins: nothing of the row before is left. */
  beginRow(row: RowData): void {
    for (const name of Object.keys(this.#variables)) this.#drop(name);
    for (const name of Object.keys(this.#results)) delete this.#results[name];
    this.#setRow(row);
  }

  /** What steps have given so far, secrets as they are, with the names of those. */
  snapshot(): Omit<CheckpointState, 'url'> {
    const names = Object.keys(this.#variables);
    return {
      variables: { ...this.#variables },
      secret: names.filter((name) => this.#secretNames.has(`var.${name}`)),
    };
  }

  /** Gives the values of a snapshot back. */
  restore({ variables, secret }: Omit<CheckpointState, 'url'>): void {
    for (const [name, value] of Object.entries(variables)) {
      const isSecret = secret.includes(name);
      if (isSecret) for (const each of [value].flat()) this.#masker.add(toText(each));
      this.set(name, value, isSecret);
    }
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
