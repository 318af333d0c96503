import type { LogHit } from '../../../shared/ipc/contract.ts';
import { printable } from '../console-mirror.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { jsonLine } from './output.ts';
import type { CommandContext } from './services.ts';
import { shortened, tableLines } from './table.ts';
import { count, dateTimeWords } from './words.ts';

const MOST_LINES = 500;
const HEAD = ['Job', 'Flow', 'Found', 'At', 'Level', 'Newest line'];

/** `runwright jobs --search log:TEXT`: the jobs whose log holds the text, newest first, each with the newest line that does. */
export async function searchLogs(
  { text, json }: { readonly text: string; readonly json: boolean },
  { services, output }: CommandContext,
): Promise<ExitCode> {
  const { hits, complete } = await services.searchLogs({ text, limit: MOST_LINES });
  if (json) {
    output.out(jsonLine({ hits, complete }));
    return EXIT.done;
  }
  if (hits.length === 0) {
    output.out(printable(`No log holds "${text}".`));
    return EXIT.done;
  }
  for (const line of tableLines(HEAD, [...byJob(hits).values()].map(jobCells))) output.out(line);
  if (!complete)
    output.out(`Only the newest ${MOST_LINES} lines were taken; a longer text narrows them down.`);
  return EXIT.done;
}

function byJob(hits: readonly LogHit[]): Map<number, [LogHit, ...LogHit[]]> {
  const jobs = new Map<number, [LogHit, ...LogHit[]]>();
  for (const hit of hits) {
    const known = jobs.get(hit.jobId);
    if (known === undefined) jobs.set(hit.jobId, [hit]);
    else known.push(hit);
  }
  return jobs;
}

function jobCells([newest, ...more]: readonly [LogHit, ...LogHit[]]): string[] {
  const { jobId, flowName, line } = newest;
  return [
    `#${jobId}`,
    shortened(flowName, 32),
    count(more.length + 1, 'line'),
    dateTimeWords(line.at),
    line.level,
    shortened(line.message, 120),
  ];
}
