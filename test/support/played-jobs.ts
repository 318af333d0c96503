import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { AttemptResult, ClaimedJob, WorkerArtifact } from '../../shared/ipc/worker-protocol.ts';
import { FakeMain } from './fake-main.ts';

/** What came of one job. */
const Played = z.object({
  result: AttemptResult,
  lines: z.array(z.string()),
  artifacts: z.array(WorkerArtifact),
  /** Milliseconds from the wish to stop it to its end; null = nobody wished it. */
  stoppedAfter: z.number().nullable(),
});
export type Played = z.output<typeof Played>;

/** A job, and the path of the step at which it is cancelled. */
const Given = z.array(z.object({ job: ClaimedJob, cancelAt: z.string().optional() }));

/** Runs jobs one after another, with a real worker in a process of its own that has this environment. */
export async function playJobs(
  jobs: z.input<typeof Given>,
  env: Readonly<Record<string, string>>,
): Promise<Played[]> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url)], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(jobs));
  return z.array(Played).parse(JSON.parse(await text(child.stdout)));
}

async function play(main: FakeMain, { job, cancelAt }: z.output<typeof Given>[number]): Promise<Played> {
  const { jobId, epoch } = job;
  main.queue(job);
  let askedAt: number | null = null;
  if (cancelAt !== undefined) {
    const begun = main.next(
      'data',
      (data) => data.jobId === jobId && data.steps.some(({ path }) => path === cancelAt),
    );
    // A job that ends before that is told as it is.
    await Promise.race([begun, main.next('finished', (message) => message.jobId === jobId)]);
    askedAt = performance.now();
    main.post({ kind: 'cancel', jobId, epoch });
  }
  const { result } = await main.next('finished', (message) => message.jobId === jobId);
  const stoppedAfter = askedAt === null ? null : performance.now() - askedAt;
  const data = main.all('data').filter((each) => each.jobId === jobId);
  return {
    result,
    lines: data.flatMap(({ lines }) => lines).map(({ message }) => message),
    artifacts: data.flatMap(({ artifacts }) => artifacts),
    stoppedAfter,
  };
}

/** The process of its own. */
async function main(): Promise<void> {
  const given = Given.parse(JSON.parse(await text(process.stdin)));
  const played = new FakeMain();
  played.init();
  const all: Played[] = [];
  for (const each of given) all.push(await play(played, each));
  await played.stop();
  process.stdout.write(JSON.stringify(all));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
