import { useEffect, useState } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import { toWire } from '../../../shared/errors.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { appClient } from '../../api/index.ts';

/** Between two keys of somebody who types; then one question goes out instead of many. */
const TYPING_MS = 120;
const JOBS = 8;

export interface Found {
  readonly flows: readonly FlowSummary[];
  readonly jobs: readonly JobSummary[];
  /** Why they could not be looked up; null = they could. */
  readonly fault: string | null;
}

/** The flows, read once, and the jobs of the typed name or number. */
export function useFound(wanted: string): Found {
  const [flows, setFlows] = useState<readonly FlowSummary[]>([]);
  const [jobs, setJobs] = useState<readonly JobSummary[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    appClient()
      .call('flows.list', {})
      .then((answer) => !isGone && setFlows(answer.flows))
      .catch((error: unknown) => !isGone && setFault(toWire(error).message));
    return () => {
      isGone = true;
    };
  }, []);
  useEffect(() => {
    const text = jobText(wanted);
    if (text === '') return setJobs([]);
    let isGone = false;
    const timer = systemClock.setTimer(TYPING_MS, () => {
      appClient()
        .call('jobs.list', { text, limit: JOBS })
        .then((answer) => !isGone && setJobs(answer.jobs))
        .catch((error: unknown) => !isGone && setFault(toWire(error).message));
    });
    return () => {
      isGone = true;
      timer.dispose();
    };
  }, [wanted]);
  return { flows, jobs, fault };
}

/** A bare number is a job's number. */
export function jobText(wanted: string): string {
  const text = wanted.trim().slice(0, 200);
  return /^\d{1,15}$/.test(text) ? `#${text}` : text;
}
