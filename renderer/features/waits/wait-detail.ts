import { waitSentence } from '../../../shared/job/waits.ts';

/**
 * Why a held job waits, as the rest of a line: `its flow is paused`. The empty string when its time or a worker alone is missing.
 * @param word `waitsFor` of the job
 */
export function waitDetail(word: string | null): string {
  const sentence = waitSentence(word).replace(/\.$/, '');
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
