import type { QueryTerm } from '../../../shared/job/query.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';

/** Does a job fulfil a condition? Null = what is known of it here does not tell. */
export function fulfils(job: JobSummary, term: QueryTerm, now: number): boolean | null {
  const does = positive(job, term, now);
  return does === null ? null : does !== term.not;
}

function positive(job: JobSummary, term: QueryTerm, now: number): boolean | null {
  switch (term.on) {
    case 'state':
      return term.states.includes(displayState(job, now));
    case 'flow':
      return holds(job.flowName, term.text);
    case 'tag':
      return job.tags?.includes(term.tag) === true;
    case 'error':
      return job.error !== null && holds(`${job.error.category} ${job.error.message}`, term.text);
    case 'worker':
      // Of a job that does not run, only its row in the database knows who had it.
      return job.state === 'processing' ? job.workerSlot === term.slot : null;
    case 'priority':
      return job.priority >= term.min && job.priority <= term.max;
    case 'after':
      return job.createdAt >= term.at;
    case 'before':
      return job.createdAt < term.at;
    case 'id':
      return job.id === term.id;
    case 'input':
    case 'row':
    case 'log':
      return null;
  }
}

function holds(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}
