import type { Attribute, Block, Body, Expression, SourceFile, TemplatePart } from "../hcl/index.ts";
import { oncePer } from "../once-per.ts";
import type { ConfigurationFile, ModuleDirectory } from "./directory.ts";
import { innerExpressions } from "./syntax-walk.ts";
import type { Place } from "./value.ts";

/** A name in an expression with the attributes asked of it: `var.name`, `aws_sqs_queue.jobs.arn`, `data.aws_region.here`. */
export interface WrittenReference {
  readonly root: string;
  /** The attribute names up to the first index or splat. */
  readonly path: readonly string[];
  /** From the root to the last of `path`. */
  readonly place: Place;
  /** The blocks that it stands in, the outermost first. */
  readonly blocks: readonly Block[];
  /** The argument of the innermost block that it stands in. */
  readonly argument: string;
}

/**
 * Every reference in the files of a directory. Left out are names that an expression binds itself (`for`, dynamic block
 * iterators) and arguments in which names mean something else: types, providers, addresses of `moved` and the like.
 */
export function referencesIn({ files }: ModuleDirectory): readonly WrittenReference[] {
  return search(files);
}

const search = oncePer((files: readonly ConfigurationFile[]): readonly WrittenReference[] => {
  const found: WrittenReference[] = [];
  for (const { parsed, source } of files) new ReferenceSearch(source, found).searchBody(parsed.body, [], new Set());
  return found;
});

type Names = ReadonlySet<string>;

class ReferenceSearch {
  private readonly file: SourceFile;
  private readonly found: WrittenReference[];

  constructor(file: SourceFile, found: WrittenReference[]) {
    this.file = file;
    this.found = found;
  }

  searchBody(body: Body, blocks: readonly Block[], bound: Names): void {
    for (const item of body.items) {
      if (item.kind === "attribute") {
        if (!namesOtherThings(item, blocks))
          this.searchExpression(item.expression, bound, { blocks, argument: item.name });
        continue;
      }
      const parent = blocks.at(-1);
      const isContent = item.type === "content" && parent?.type === "dynamic";
      this.searchBody(item.body, [...blocks, item], isContent ? withNames(bound, iteratorOf(parent)) : bound);
    }
  }

  private searchExpression(
    start: Expression,
    outer: Names,
    context: Pick<WrittenReference, "blocks" | "argument">,
  ): void {
    const pending: { readonly expression: Expression; readonly bound: Names }[] = [{ expression: start, bound: outer }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { expression, bound } = next;
      const traversal = traversalOf(expression);
      if (traversal) {
        if (traversal.root !== "" && !bound.has(traversal.root)) {
          const { root, path, end } = traversal;
          this.found.push({ root, path, place: { file: this.file, start: expression.start, end }, ...context });
        }
        for (const key of traversal.keys) pending.push({ expression: key, bound });
        continue;
      }
      for (const inner of scopedExpressions(expression, bound)) pending.push(inner);
    }
  }
}

/** The expressions inside one, each with the names bound for it. */
function scopedExpressions(expression: Expression, bound: Names): { expression: Expression; bound: Names }[] {
  if (expression.kind === "for") {
    const inner = withNames(bound, expression.keyVariable, expression.valueVariable);
    const rest = [expression.key, expression.value, expression.condition].filter((part) => part !== undefined);
    return [{ expression: expression.collection, bound }, ...rest.map((part) => ({ expression: part, bound: inner }))];
  }
  if (expression.kind === "template") return expression.parts.flatMap((part) => scopedParts(part, bound));
  if (expression.kind === "object")
    return expression.items.flatMap(({ key, name, value }) => [
      ...(name === undefined ? [{ expression: key, bound }] : []),
      { expression: value, bound },
    ]);
  return innerExpressions(expression).map((inner) => ({ expression: inner, bound }));
}

function scopedParts(part: TemplatePart, bound: Names): { expression: Expression; bound: Names }[] {
  switch (part.kind) {
    case "text":
      return [];
    case "interpolation":
      return [{ expression: part.expression, bound }];
    case "if":
      return [
        { expression: part.condition, bound },
        ...[...part.then, ...part.otherwise].flatMap((inner) => scopedParts(inner, bound)),
      ];
    case "for-directive": {
      const inner = withNames(bound, part.key, part.value);
      return [{ expression: part.collection, bound }, ...part.body.flatMap((each) => scopedParts(each, inner))];
    }
  }
}

interface Traversal {
  readonly root: string;
  readonly path: readonly string[];
  readonly end: number;
  /** What stands in brackets on the way. */
  readonly keys: readonly Expression[];
}

/** The name that an expression begins with and the steps from there; undefined where it is something else. */
function traversalOf(expression: Expression): Traversal | undefined {
  const steps: { readonly name: string | undefined; readonly end: number }[] = [];
  const keys: Expression[] = [];
  let at = expression;
  for (; at.kind !== "variable"; at = at.object) {
    if (at.kind === "attribute-access") steps.push({ name: at.name, end: at.end });
    else if (at.kind === "index" || at.kind === "splat") {
      steps.push({ name: undefined, end: at.end });
      keys.push(at.kind === "index" ? at.key : at.each);
    } else return undefined;
  }
  // the root of what a splat applies to each element
  if (at.name === "") return { root: "", path: [], end: at.end, keys };
  const path: string[] = [];
  let end = at.end;
  for (const step of steps.toReversed()) {
    if (step.name === undefined) break;
    path.push(step.name);
    end = step.end;
  }
  return { root: at.name, path, end, keys };
}

/** Whether names in an argument are no references: types, providers, ignored attributes, addresses in state. */
export function namesOtherThings({ name }: Attribute, blocks: readonly Block[]): boolean {
  const [outer] = blocks;
  const inner = blocks.at(-1);
  if (!outer || !inner) return false;
  if (outer === inner) {
    if (name === "provider" || name === "providers") return true;
    if (outer.type === "variable") return name === "type";
    if (outer.type === "moved" || outer.type === "removed") return true;
    if (outer.type === "import") return name === "to";
  }
  if (inner.type === "required_providers") return true;
  if (inner.type === "lifecycle") return name === "ignore_changes";
  return inner.type === "dynamic" && name === "iterator";
}

/** The name that a dynamic block's content has for its element. */
export function iteratorOf(dynamic: Block): string | undefined {
  const iterator = dynamic.body.items.find(
    (item): item is Attribute => item.kind === "attribute" && item.name === "iterator",
  );
  return iterator?.expression.kind === "variable" ? iterator.expression.name : dynamic.labels[0]?.value;
}

function withNames(names: Names, ...more: readonly (string | undefined)[]): Names {
  return new Set([...names, ...more.filter((name) => name !== undefined)]);
}
