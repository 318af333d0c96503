import { expect, test } from 'vitest';
import { Camera } from '../../../../electron/worker/live/camera.ts';
import { Masker } from '../../../../electron/worker/masker.ts';
import type { LiveView } from '../../../../shared/live/live-view.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeScreen } from '../../../support/fake-screen.ts';

function setUp(secrets: string[] = []) {
  const clock = new FakeClock();
  const sent: LiveView[] = [];
  const screen = new FakeScreen();
  const camera = new Camera({ clock, masker: new Masker(secrets), send: (view) => void sent.push(view) });
  camera.attach(screen);
  const pictures = () => sent.flatMap((view) => (view.kind === 'picture' ? [view.jpeg[0]] : []));
  const facts = () => sent.filter((view) => view.kind === 'facts');
  return { clock, sent, screen, camera, pictures, facts };
}

test('nothing is made, asked or sent while nobody looks', async () => {
  const { clock, sent, screen, camera } = setUp();
  camera.stepBegins({ path: '1', title: 'Open' });
  await clock.advanceAsync(5_000);
  expect(screen.sizes).toEqual([]);
  expect(clock.pending).toBe(0);
  expect(sent).toEqual([]);
});

test('pictures are made as wide as they are shown', () => {
  const { screen, camera } = setUp();
  camera.watch({ fps: 12, width: 1280 });
  expect(screen.sizes).toMatchObject([{ width: 1280, height: 720 }]);
  camera.watch({ fps: 12, width: 640 });
  expect(screen.sizes).toMatchObject([{ width: 640, height: 360 }]);
  camera.unwatch();
  expect(screen.sizes).toEqual([]);
});

test('the browser may make the next picture only as often as pictures are wanted', async () => {
  const { clock, screen, camera } = setUp();
  camera.watch({ fps: 10, width: 640 });
  let made = 0;
  const make = async (): Promise<void> => {
    for (;;) {
      made += 1;
      await screen.change(made);
    }
  };
  void make();
  await clock.advanceAsync(1_000);
  expect(made).toBeGreaterThanOrEqual(9);
  expect(made).toBeLessThanOrEqual(12);
});

test('what comes faster than wanted is replaced by the newest', async () => {
  const { clock, screen, camera, pictures } = setUp();
  camera.watch({ fps: 10, width: 640 });
  for (const byte of [1, 2, 3, 4]) void screen.change(byte);
  expect(pictures()).toEqual([1]);
  await clock.advanceAsync(100);
  expect(pictures()).toEqual([1, 4]);
});

test('without credit the newest waits, and leaves when a picture was taken in', async () => {
  const { clock, screen, camera, pictures } = setUp();
  camera.watch({ fps: 10, width: 640 });
  for (const byte of [1, 2, 3, 4, 5]) {
    void screen.change(byte);
    await clock.advanceAsync(200);
  }
  expect(pictures()).toEqual([1, 2]);
  camera.taken();
  expect(pictures()).toEqual([1, 2, 5]);
  expect(camera.last).toEqual(new Uint8Array([5]));
});

test('address, title, step and mark are told when they change, without secrets', async () => {
  const { clock, screen, camera, facts } = setUp(['s3cret']);
  screen.address = 'http://site.example/?key=s3cret';
  screen.words = 'Of s3cret';
  camera.stepBegins({ path: '2', title: 'Click “Buy”' });
  camera.watch({ fps: 10, width: 640 });
  await clock.advanceAsync(0);
  expect(facts().at(-1)).toEqual({
    kind: 'facts',
    url: 'http://site.example/?key=•••',
    title: 'Of •••',
    step: '2',
    stepTitle: 'Click “Buy”',
    mark: null,
  });
  screen.act({ x: 0.1, y: 0.2, width: 0.3, height: 0.4 });
  await clock.advanceAsync(0);
  expect(facts().at(-1)).toMatchObject({ mark: { x: 0.1 } });
  const count = facts().length;
  await clock.advanceAsync(4_000);
  expect(facts().length).toBe(count);
  camera.stepBegins({ path: '3', title: 'Wait' });
  await clock.advanceAsync(0);
  expect(facts().at(-1)).toMatchObject({ step: '3', mark: null });
});
