import { expect, it } from 'vitest';
import { explaining } from '../../../../electron/main/health/explaining.ts';

const services = {
  folder: '/data',
  double: (n: number) => 2 * n,
  fails: (): never => {
    throw new Error('at once');
  },
  failsLater: () => Promise.reject(new Error('later')),
  worksLater: () => Promise.resolve('done'),
};
const explained = explaining(services, (error) => new Error(`explained: ${String(error)}`));

it('passes values, calls and promises on', async () => {
  expect([explained.folder, explained.double(4), await explained.worksLater()]).toEqual(['/data', 8, 'done']);
});

it('gives every failure as the caller is to hear it', async () => {
  expect(() => explained.fails()).toThrow('explained: Error: at once');
  await expect(explained.failsLater()).rejects.toThrow('explained: Error: later');
});
