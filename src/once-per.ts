type Holder<V> = { readonly [slot: symbol]: { readonly value: V } | undefined };

/**
 * A function whose result is worked out once for each object it is given, and kept on that object, where no copy of it and
 * no enumeration meets it. A WeakMap that lives as long as the program would do the same, but V8 takes all that is entered
 * in an old one for alive until it collects the whole heap, and with the results every module that they lead to.
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
