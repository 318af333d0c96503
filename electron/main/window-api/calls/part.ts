import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { CallHandlers, CallName } from '../../../../shared/ipc/define.ts';
import type { flowWorkCalls } from '../../../../shared/ipc/flow-calls.ts';

/** The calls of these subjects (`jobs`, `workers` …): the compiler lists the one that is missing. */
export type CallsOf<Subject extends string> = Pick<
  CallHandlers<AppContract>,
  Extract<CallName<AppContract>, `${Subject}.${string}`>
>;

/** Those of the calls in `flow-calls.ts`: they are answered in files of their own. */
export type FlowCallsOf<Names extends string> = Pick<
  CallHandlers<AppContract>,
  Extract<keyof typeof flowWorkCalls, Names>
>;
