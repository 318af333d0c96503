import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { CallHandlers, CallName } from '../../../../shared/ipc/define.ts';

/** The calls of these subjects (`jobs`, `workers` …): the compiler lists the one that is missing. */
export type CallsOf<Subject extends string> = Pick<
  CallHandlers<AppContract>,
  Extract<CallName<AppContract>, `${Subject}.${string}`>
>;
