import type { Fault } from '../../../../shared/errors.ts';
import { pathText } from '../../../../shared/flow/path-text.ts';

/** The text of a path one key further down: `steps[2]` and `target` → `steps[2].target`. */
export function below(path: string, key: PropertyKey): string {
  const own = pathText([key]);
  return path === '' || own.startsWith('[') ? `${path}${own}` : `${path}.${own}`;
}

/** True when a path is this one or leads on from it. */
export function isWithin(path: string, place: string): boolean {
  if (place === '' || path === place) return true;
  const next = path.charAt(place.length);
  return path.startsWith(place) && (next === '.' || next === '[');
}

/** The faults at a place or below it. */
export function faultsWithin(faults: readonly Fault[], place: string): readonly Fault[] {
  return faults.length === 0 ? faults : faults.filter(({ path }) => isWithin(path, place));
}

/** The faults of a place that none of the places below it shows. */
export function faultsLeft(
  faults: readonly Fault[],
  place: string,
  shownBelow: readonly string[],
): readonly Fault[] {
  return faultsWithin(faults, place).filter(({ path }) => !shownBelow.some((each) => isWithin(path, each)));
}

const KEY = /^(?:\.?([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\])/;

/** The keys of a path's text; null where it is not one. */
export function keysOf(path: string): readonly (string | number)[] | null {
  const keys: (string | number)[] = [];
  for (let rest = path; rest !== ''; ) {
    const found = KEY.exec(rest);
    if (found === null) return null;
    const [whole, plain, index, quoted] = found;
    if (plain !== undefined) keys.push(plain);
    else if (index !== undefined) keys.push(Number(index));
    else keys.push(String(JSON.parse(quoted ?? '""')));
    rest = rest.slice(whole.length);
  }
  return keys;
}
