import { expect, it } from 'vitest';
import { PlaceWishes } from '../../../../electron/main/background/place-wishes.ts';
import { trayPicture } from '../../../../electron/main/background/tray-picture.ts';
import type { WantedPlace } from '../../../../shared/notices/notice.ts';

it('keeps the last wish for a window that does not listen yet, and gives it once', () => {
  const wishes = new PlaceWishes();
  wishes.want({ kind: 'profiles' });
  wishes.want({ kind: 'jobs', state: 'failed' });
  const heard: WantedPlace[] = [];
  const end = wishes.follow((place) => heard.push(place));
  wishes.want({ kind: 'profiles' });
  end();
  wishes.follow((place) => heard.push(place))();
  expect(heard).toEqual([{ kind: 'jobs', state: 'failed' }, { kind: 'profiles' }]);
});

it('draws the sign with clear corners, and a dot when something needs a person', () => {
  const plain = trayPicture(32, { alert: false });
  const alert = trayPicture(32, { alert: true });
  expect(plain).toHaveLength(32 * 32 * 4);
  expect(plain[3]).toBe(0);
  expect(plain.equals(alert)).toBe(false);
});
