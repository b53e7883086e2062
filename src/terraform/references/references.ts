import {
  type Attribute,
  type Block,
  type Body,
  type Expression,
  type SourceFile,
  type TemplatePart,
  visitInner,
} from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import type { ConfigurationFile, ModuleDirectory } from "../files/directory.ts";
import type { Place } from "../values/value.ts";

/**
 * A name in an expression with the attributes that follow it: `var.name`, `aws_sqs_queue.jobs.arn`,
 * `data.aws_region.here`.
 */
export interface WrittenReference {
  readonly root: string;
  /** The attribute names before the first index or splat. */
  readonly path: readonly string[];
  /** From the root to the last of `path`. */
  readonly place: Place;
  /** The blocks around it, outermost first. */
  readonly blocks: readonly Block[];
  /** The argument, of the innermost block, that contains it. */
  readonly argument: string;
}

/**
 * Every reference in a directory's files, without names bound within an expression (`for`, dynamic block iterators) and
 * without arguments in which names have other meanings: types, providers, addresses in `moved` and the like.
 */
export function referencesIn({ files }: Pick<ModuleDirectory, "files">): readonly WrittenReference[] {
  return search(files);
}

const search = oncePer((files: readonly ConfigurationFile[]): readonly WrittenReference[] => {
  const found: WrittenReference[] = [];
  for (const { parsed, source } of files) new ReferenceSearch(source, found).searchBody(parsed.body, [], new Set());
  return found;
});

/** The same without references that an override file replaces, which Terraform never sees. */
export function referencesInForce({ files }: Pick<ModuleDirectory, "files">): readonly WrittenReference[] {
  return inForce(files);
}

const inForce = oncePer((files: readonly ConfigurationFile[]): readonly WrittenReference[] => {
  const isTakenOut = overriddenIn(files);
  return search(files).filter(({ place, blocks, argument }) => !isTakenOut(place.file, blocks, argument));
});

/** The free names in a separate template, as `templatefile` reads it. */
export function namesInTemplate(file: SourceFile, parts: readonly TemplatePart[]): readonly WrittenReference[] {
  const found: WrittenReference[] = [];
  new ReferenceSearch(file, found).searchTemplate(parts);
  return found;
}

/** A test for whether an override file replaces an argument of a directory. */
export function overriddenIn(
  files: readonly ConfigurationFile[],
): (file: SourceFile, blocks: readonly Block[], argument: string) => boolean {
  const overrides = files.filter(({ isOverride }) => isOverride);
  if (overrides.length === 0) return () => false;
  const overriding = new Set(overrides.map(({ source }) => source));
  const replaced = new Set(overrides.flatMap(({ parsed }) => parsed.body.items.flatMap(argumentsOf)));
  return (file, [outer, inner], argument) =>
    outer !== undefined && !overriding.has(file) && replaced.has(argumentKey(outer, inner?.type ?? argument));
}

/** What a block in an override file sets, and thus replaces in the original block. */
function argumentsOf(item: Attribute | Block): readonly string[] {
  if (item.kind !== "block") return [];
  return item.body.items.map((inner) => argumentKey(item, inner.kind === "block" ? inner.type : inner.name));
}

function argumentKey(block: Block, name: string): string {
  return [block.type, ...block.labels.map(({ value }) => value), name].join(" ");
}

type Names = ReadonlySet<string>;
type Context = Pick<WrittenReference, "blocks" | "argument">;

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

  searchTemplate(parts: readonly TemplatePart[]): void {
    for (const part of parts) this.searchPart(part, new Set(), { blocks: [], argument: "" });
  }

  private searchExpression(expression: Expression, bound: Names, context: Context): void {
    const traversal = traversalOf(expression);
    if (traversal) {
      if (traversal.root !== "" && !bound.has(traversal.root)) {
        const { root, path, end } = traversal;
        const place = { file: this.file, start: expression.start, end };
        this.found.push({ root, path, place, blocks: context.blocks, argument: context.argument });
      }
      for (const key of traversal.keys) this.searchExpression(key, bound, context);
      return;
    }
    switch (expression.kind) {
      case "for": {
        const inner = withNames(bound, expression.keyVariable, expression.valueVariable);
        this.searchExpression(expression.collection, bound, context);
        for (const part of [expression.key, expression.value, expression.condition])
          if (part) this.searchExpression(part, inner, context);
        return;
      }
      case "template":
        for (const part of expression.parts) this.searchPart(part, bound, context);
        return;
      case "object":
        for (const { key, name, value } of expression.items) {
          if (name === undefined) this.searchExpression(key, bound, context);
          this.searchExpression(value, bound, context);
        }
        return;
      default:
        visitInner(expression, (inner) => this.searchExpression(inner, bound, context));
    }
  }

  private searchPart(part: TemplatePart, bound: Names, context: Context): void {
    switch (part.kind) {
      case "text":
        return;
      case "interpolation":
        this.searchExpression(part.expression, bound, context);
        return;
      case "if":
        this.searchExpression(part.condition, bound, context);
        for (const inner of part.then) this.searchPart(inner, bound, context);
        for (const inner of part.otherwise) this.searchPart(inner, bound, context);
        return;
      case "for-directive": {
        this.searchExpression(part.collection, bound, context);
        const inner = withNames(bound, part.key, part.value);
        for (const each of part.body) this.searchPart(each, inner, context);
      }
    }
  }
}

const TRAVERSALS: ReadonlySet<Expression["kind"]> = new Set(["variable", "attribute-access", "index", "splat"]);

interface Traversal {
  readonly root: string;
  readonly path: readonly string[];
  readonly end: number;
  /** The index expressions in brackets. */
  readonly keys: readonly Expression[];
}

/** The name that an expression starts with, and the steps from it; undefined for other expressions. */
function traversalOf(expression: Expression): Traversal | undefined {
  if (!TRAVERSALS.has(expression.kind)) return undefined;
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

/** Whether names in an argument are not references: types, providers, ignored attributes, addresses in state. */
export function namesOtherThings({ name }: Attribute, blocks: readonly Block[]): boolean {
  const [outer] = blocks;
  const inner = blocks.at(-1);
  if (!outer || !inner) return false;
  if (outer === inner) {
    if (name === "provider" || name === "providers") return true;
    if (outer.type === "variable" || outer.type === "output") return name === "type";
    if (outer.type === "moved" || outer.type === "removed") return true;
    if (outer.type === "import") return name === "to";
  }
  if (inner.type === "required_providers") return true;
  if (inner.type === "lifecycle") return name === "ignore_changes";
  return inner.type === "dynamic" && name === "iterator";
}

/** The name of a dynamic block's element in its content. */
export function iteratorOf(dynamic: Block): string | undefined {
  const iterator = dynamic.body.items.find(
    (item): item is Attribute => item.kind === "attribute" && item.name === "iterator",
  );
  return iterator?.expression.kind === "variable" ? iterator.expression.name : dynamic.labels[0]?.value;
}

function withNames(names: Names, ...more: readonly (string | undefined)[]): Names {
  return new Set([...names, ...more.filter((name) => name !== undefined)]);
}
