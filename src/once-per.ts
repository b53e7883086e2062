/** Where an object keeps what functions found for it. */
const RESULTS = Symbol("results");

type Holder = { readonly [RESULTS]?: Map<object, unknown> };

/**
 * Caches a function's result for each object it is called with, on that object, in a way that copies and enumerations
 * of it do not see. A WeakMap that lives as long as the program would do the same, but V8 considers all entries of an
 * old one alive until it collects the whole heap, and with the results every module that they refer to. All results of
 * an object are in one property: with a property each, no two objects would have the same shape.
 */
export function oncePer<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  return (key) => {
    const results = (key as Holder)[RESULTS] ?? resultsOf(key);
    const known = results.get(compute);
    if (known !== undefined || results.has(compute)) return known as V;
    const value = compute(key);
    results.set(compute, value);
    return value;
  };
}

function resultsOf(key: object): Map<object, unknown> {
  const results = new Map<object, unknown>();
  Object.defineProperty(key, RESULTS, { value: results });
  return results;
}
