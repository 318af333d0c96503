import type * as z from 'zod';

/** One request with one reply. */
export interface CallSpec<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
}

/**
 * What happens when the reader of a stream is slower than its source:
 * `latest-by-key` keeps the newest item of each key, `append` drops the oldest and counts them as a gap.
 */
export type Overflow = 'latest-by-key' | 'append';

/** One subscription with items until it ends. */
export interface StreamSpec<I extends z.ZodType, O extends z.ZodType> {
  readonly kind: 'stream';
  readonly input: I;
  readonly item: O;
  readonly overflow: Overflow;
}

/** Declares a call of a contract. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O): CallSpec<I, O> {
  return { kind: 'call', input, output };
}

/** Declares a stream of a contract. */
export function stream<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  item: O,
  overflow: Overflow,
): StreamSpec<I, O> {
  return { kind: 'stream', input, item, overflow };
}

// The two type parameters are only matched here, never used to build a value.
type AnyCall = CallSpec<z.ZodType, z.ZodType>;
type AnyStream = StreamSpec<z.ZodType, z.ZodType>;
export type Contract = Readonly<Record<string, AnyCall | AnyStream>>;

export type CallName<C extends Contract> = {
  [K in keyof C & string]: C[K] extends AnyCall ? K : never;
}[keyof C & string];

export type StreamName<C extends Contract> = {
  [K in keyof C & string]: C[K] extends AnyStream ? K : never;
}[keyof C & string];

/** What a caller gives. */
export type CallInput<C extends Contract, K extends CallName<C>> = z.input<C[K]['input']>;
/** What a caller gets. */
export type CallOutput<C extends Contract, K extends CallName<C>> =
  C[K] extends CallSpec<z.ZodType, infer O> ? z.output<O> : never;
export type StreamInput<C extends Contract, K extends StreamName<C>> = z.input<C[K]['input']>;
export type StreamItem<C extends Contract, K extends StreamName<C>> =
  C[K] extends StreamSpec<z.ZodType, infer O> ? z.output<O> : never;

/** One function a call: the compiler lists the one that is missing. */
export type CallHandlers<C extends Contract> = {
  [K in CallName<C>]: (input: z.output<C[K]['input']>) => CallOutput<C, K> | Promise<CallOutput<C, K>>;
};

/** Gives items to one subscription; `key` is what `latest-by-key` compares. */
export interface Sink<T> {
  push(key: string, item: T): void;
}

/** One function a stream: starts it and gives back what ends it. */
export type StreamHandlers<C extends Contract> = {
  [K in StreamName<C>]: (input: z.output<C[K]['input']>, sink: Sink<StreamItem<C, K>>) => () => void;
};

/** What arrives of a stream: items in order, and how many were dropped before them. */
export interface Batch<T> {
  readonly items: readonly T[];
  readonly gap: number;
}

/** The contract as its caller sees it. */
export interface Client<C extends Contract> {
  call<K extends CallName<C>>(name: K, input: CallInput<C, K>): Promise<CallOutput<C, K>>;
  /**
   * Subscribes; `onBatch` has applied the batch when it returns (or its promise settles): only then is the next one sent.
   * The function given back ends the subscription.
   */
  subscribe<K extends StreamName<C>>(
    name: K,
    input: StreamInput<C, K>,
    onBatch: (batch: Batch<StreamItem<C, K>>) => void | Promise<void>,
  ): () => void;
}
