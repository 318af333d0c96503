import { classify } from '../classify.ts';
import type { StepsRun } from '../run-steps.ts';
import { abortable } from '../stopped.ts';

/** Keeps a picture of the page after a step, when the flow's policy wants one; that it cannot be taken is told and does no harm. */
export async function pictureAfter(run: StepsRun, path: string): Promise<void> {
  const { flow, session, artifacts, log, signal, masker } = run;
  if (flow.artifacts.screenshots !== 'always' || session.url() === '') return;
  try {
    const bytes = await abortable(signal, session.screenshot(masker.secrets));
    await artifacts.keep('screenshot', `step-${path}.png`, { bytes }, path);
  } catch (error) {
    log.forStep(path)('WARN', `No picture could be taken: ${classify(error).message}`);
  }
}
