type Holder<V> = { readonly [slot: symbol]: { readonly value: V } | undefined };

/**
 * Caches a function's result for each object it is called with, on that object, in a way that copies and enumerations
 * of it do not see. A WeakMap that lives as long as the program would do the same, but V8 considers all entries of an
 * old one alive until it collects the whole heap, and with the results every module that they refer to.
 */
export function oncePer<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const slot = Symbol("result");
  return (key) => {
    const known = (key as K & Holder<V>)[slot];
    if (known) return known.value;
    const value = compute(key);
    Object.defineProperty(key, slot, { value: { value } });
    return value;
  };
}
