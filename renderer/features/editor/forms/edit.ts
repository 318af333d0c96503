type Loose = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isObject(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object with a key set, at its old place or last; undefined takes the key out. */
export function setKey(object: Loose, key: string, value: unknown): Loose {
  if (value !== undefined) return { ...object, [key]: value };
  return Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));
}

/** The object with a key called otherwise, at the same place. Unchanged when the new name is taken. */
export function renameKey(object: Loose, from: string, to: string): Loose {
  if (from !== to && Object.hasOwn(object, to)) return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}

/** The object with its entry at one place moved to another one. */
export function moveKey(object: Loose, from: number, to: number): Loose {
  return Object.fromEntries(moveItem(Object.entries(object), from, to));
}

/** The list with its item at one place moved to another one; unchanged where there is no such place. */
export function moveItem<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from];
  if (item === undefined || to < 0 || to >= list.length) return list;
  const others = list.toSpliced(from, 1);
  return others.toSpliced(to, 0, item);
}

/** A value with what stands at a path replaced; unchanged where the path leads nowhere. Undefined takes a key out. */
export function setAt(root: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root) && typeof key === 'number' && key < root.length) {
    return root.with(key, setAt(root[key], rest, value));
  }
  if (!isObject(root) || typeof key !== 'string') return root;
  if (rest.length > 0 && !Object.hasOwn(root, key)) return root;
  return setKey(root, key, rest.length === 0 ? value : setAt(root[key], rest, value));
}

/** A name that is not taken yet: `field`, `field2`, `field3` … */
export function freeName(wish: string, taken: readonly string[]): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wish : `${wish}${n}`;
    if (!taken.includes(name)) return name;
  }
}
