import { STEP_LISTS } from '../../../../shared/flow/nested.ts';

const KEY = /\.?([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** The keys of a path as `pathText` writes it; null = it is no such path. */
export function pathKeys(path: string): PropertyKey[] | null {
  const keys: PropertyKey[] = [];
  for (KEY.lastIndex = 0; KEY.lastIndex < path.length; ) {
    const found = KEY.exec(path);
    if (found === null) return null;
    const [, plain, index, quoted] = found;
    if (plain !== undefined) keys.push(plain);
    else if (index !== undefined) keys.push(Number(index));
    else keys.push(String(JSON.parse(quoted ?? '""')));
  }
  return keys;
}

const IN_LIST = new RegExp(`\\.?(?:${STEP_LISTS.join('|')})\\[\\d+\\]`, 'y');

/** The path of the innermost step that a path leads into: `steps[2].else[0].url` → `steps[2].else[0]`; null = into none. */
export function stepOfPath(path: string): string | null {
  if (!path.startsWith('steps[')) return null;
  let end = 0;
  for (IN_LIST.lastIndex = 0; IN_LIST.test(path); ) end = IN_LIST.lastIndex;
  return end === 0 ? null : path.slice(0, end);
}
