/** What is known of an argument, by the blocks that it is in. */
export interface OfArgument<Known> {
  readonly path: readonly string[];
  readonly argument: string;
  readonly known: Known;
}

/**
 * What is known of the arguments of each type, arranged when a type is first asked for.
 * @param ofType by the argument, the blocks that it is in before it: `tracing_config.mode`; the last one of a name
 * holds
 */
export function byType<Known>(
  ofType: (type: string) => Iterable<readonly [argument: string, known: Known]>,
): (type: string) => readonly OfArgument<Known>[] {
  const arranged = new Map<string, readonly OfArgument<Known>[]>();
  return (type) => {
    const found = arranged.get(type);
    if (found) return found;
    const arguments_ = Array.from(new Map(ofType(type)), ([key, known]) => {
      const path = key.split(".");
      return { path: path.slice(0, -1), argument: path.at(-1) ?? key, known };
    });
    arranged.set(type, arguments_);
    return arguments_;
  };
}
