/**
 * The same services, whose every failure is given as the caller is to hear it.
 * @param explain makes a sentence of what is no bug of ours; gives back everything else
 */
export function explaining<T extends object>(services: T, explain: (error: unknown) => unknown): T {
  return new Proxy(services, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        try {
          const result: unknown = Reflect.apply(value, target, args);
          if (!(result instanceof Promise)) return result;
          return result.catch((error: unknown) => {
            throw explain(error);
          });
        } catch (error) {
          throw explain(error);
        }
      };
    },
  });
}
