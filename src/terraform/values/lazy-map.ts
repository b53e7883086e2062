/** A map with known keys whose values are computed when first asked for. */
export class LazyMap<V> implements ReadonlyMap<string, V> {
  private readonly names: ReadonlySet<string>;
  private readonly compute: (key: string) => V;
  private readonly computed = new Map<string, V>();

  constructor(names: Iterable<string>, compute: (key: string) => V) {
    this.names = new Set(names);
    this.compute = compute;
  }

  get size(): number {
    return this.names.size;
  }

  has(key: string): boolean {
    return this.names.has(key);
  }

  get(key: string): V | undefined {
    if (!this.names.has(key)) return undefined;
    if (!this.computed.has(key)) this.computed.set(key, this.compute(key));
    return this.computed.get(key);
  }

  keys(): MapIterator<string> {
    return this.names.keys() as MapIterator<string>;
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.names) yield [key, this.get(key) as V];
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }

  forEach(callback: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) callback(value, key, this);
  }
}
