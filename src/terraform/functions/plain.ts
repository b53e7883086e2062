/** A wholly known value without places and sensitivity. Numbers are doubles: integers are exact up to 2^53. */
export type Plain = null | string | number | boolean | readonly Plain[] | ReadonlyMap<string, Plain>;

/** Whether it is a map or an object. */
export function isMap(plain: Plain): plain is ReadonlyMap<string, Plain> {
  return plain instanceof Map;
}

/** Whether it is a list, a set or a tuple. */
export function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain);
}
