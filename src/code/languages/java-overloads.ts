import type { FunctionNode, Statement } from "../syntax.ts";

/** A method or a constructor of a class. */
interface Method {
  readonly name: string;
  readonly node: FunctionNode;
}

/** What a method is kept as of whose name there are several: `save/2`; with any number of arguments, `save/*`. */
export function overloadName(name: string, count: number | undefined): string {
  return `${name}/${count ?? "*"}`;
}

/** A name that stands for a method which cannot be told from others. */
export const ONE_OF_SEVERAL = "one of several methods";

/** The methods of a class by their names, and where these are not unique, by their numbers of parameters. */
export function overloaded(methods: readonly Method[]): ReadonlyMap<string, FunctionNode> {
  const byName = grouped(methods, ({ name }) => name);
  const found = new Map<string, FunctionNode>();
  for (const [name, all] of byName) {
    const [first, ...others] = all;
    if (first && others.length === 0) found.set(name, first.node);
    else for (const [key, node] of byCount(name, all)) found.set(key, node);
  }
  return found;
}

function byCount(name: string, methods: readonly Method[]): readonly (readonly [string, FunctionNode])[] {
  const groups = grouped(methods, ({ node: { parameters } }) => {
    const isOpen = parameters.some(({ rest }) => rest !== undefined);
    return overloadName(name, isOpen ? undefined : parameters.length);
  });
  return [...groups].flatMap(([key, [first, ...others]]) =>
    first ? [[key, others.length === 0 ? first.node : undecided(first.node)] as const] : [],
  );
}

function grouped(
  methods: readonly Method[],
  keyOf: (method: Method) => string,
): ReadonlyMap<string, readonly Method[]> {
  const groups = new Map<string, Method[]>();
  for (const method of methods) groups.set(keyOf(method), [...(groups.get(keyOf(method)) ?? []), method]);
  return groups;
}

/** Which of several methods with as many parameters is called depends on the types of these. */
function undecided(method: FunctionNode): FunctionNode {
  const { start } = method;
  const callee = { kind: "name", name: ONE_OF_SEVERAL, start } as const;
  const body: readonly Statement[] = [
    { kind: "evaluate", expression: { kind: "call", callee, arguments: [], start }, start },
  ];
  return { ...method, body };
}
