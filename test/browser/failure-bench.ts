import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { FailureDetail } from '../../shared/job/failure.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { type Handler, startSite, type TestSite } from '../support/test-site.ts';

/** Fails jobs on purpose in a real worker and a real Chromium. */
export class FailureBench {
  readonly main: FakeMain;
  readonly site: TestSite;
  readonly folder: string;
  #jobs = 0;

  private constructor(main: FakeMain, site: TestSite, folder: string) {
    this.main = main;
    this.site = site;
    this.folder = folder;
  }

  static async start(pages: Readonly<Record<string, string | Handler>>): Promise<FailureBench> {
    const folder = mkdtempSync(join(tmpdir(), 'runwright-failure-'));
    const site = await startSite(pages);
    const main = new FakeMain();
    main.init();
    return new FailureBench(main, site, folder);
  }

  async stop(): Promise<void> {
    await this.main.stop();
    await this.site.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A job that opens the page and then runs the steps. */
  job(
    path: string,
    steps: readonly object[],
    more: Partial<ClaimedJob> & { flowMore?: object } = {},
  ): ClaimedJob {
    const { flowMore, ...given } = more;
    const open = { action: 'goto', url: this.site.origin + path };
    return claimedJob({
      artifactsDir: join(this.folder, String(++this.#jobs)),
      flow: {
        runwright: 1,
        name: 'Test',
        artifacts: { trace: 'never' },
        ...flowMore,
        steps: [open, ...steps],
      },
      ...given,
    });
  }

  /** Runs a job to its end and gives what is known of its failures. */
  async failures(job: ClaimedJob): Promise<FailureDetail[]> {
    await this.main.run(job);
    return this.main.all('data').flatMap((data) => (data.jobId === job.jobId ? (data.failures ?? []) : []));
  }

  /** The one failure of a job whose last step fails on the page. */
  async failure(
    path: string,
    steps: readonly object[],
    more: Partial<ClaimedJob> & { flowMore?: object } = {},
  ): Promise<FailureDetail> {
    const [failure, another] = await this.failures(this.job(path, steps, more));
    if (failure === undefined || another !== undefined) throw new Error('one failure was expected');
    return failure;
  }

  /** A file that the newest job has left. */
  file(name: string | null): string {
    if (name === null) throw new Error('no file was kept');
    return readFileSync(join(this.folder, String(this.#jobs), name), 'utf8');
  }
}
