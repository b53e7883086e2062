import { allReferences, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { namedResources } from "./identify.ts";
import type { NameIndex } from "./name-index.ts";
import { textParts } from "./same-text.ts";
import { TextIndex } from "./text-index.ts";

const FUNCTION_TYPES: ReadonlySet<string> = new Set(["aws_lambda_function", "aws_lambda_alias"]);

/** Finds the functions that a value refers to: by reference to one or to its alias, or by name or ARN. */
export class FunctionIndex {
  private readonly functions: readonly LambdaFunction[];
  private readonly byName: NameIndex;
  private readonly byResource: ReadonlyMap<Resource, LambdaFunction>;
  private readonly found = new WeakMap<Value, readonly LambdaFunction[]>();
  private byText: TextIndex<LambdaFunction> | undefined;

  /** @param byName the functions' resources by their `function_name` */
  constructor(functions: readonly LambdaFunction[], byName: NameIndex) {
    this.functions = functions;
    this.byName = byName;
    this.byResource = new Map(functions.map((fn) => [fn.resource, fn]));
  }

  /** The functions that a value refers to. */
  named(value: Value): readonly LambdaFunction[] {
    const cached = this.found.get(value);
    if (cached) return cached;
    // aliases that refer to each other in a circle name none
    this.found.set(value, []);
    const functions = this.find(value);
    this.found.set(value, functions);
    return functions;
  }

  /** Whether a value may refer to one of the functions without showing which. */
  mayNameAny(value: Value): boolean {
    if (value.kind === "null" || this.named(value).length > 0) return false;
    if (stringOf(value) !== undefined) return this.byName.isShared(value);
    // what data sources look up is created elsewhere
    return !allReferences(value).some(
      ({ resource }) => resource.mode === "managed" || FUNCTION_TYPES.has(resource.type),
    );
  }

  private find(value: Value): readonly LambdaFunction[] {
    const referred = namedResources(value, FUNCTION_TYPES).map((resource) =>
      resource.type === "aws_lambda_alias"
        ? this.named(resource.body.value("function_name"))
        : this.declaredBy(resource),
    );
    const functions = [...new Set(referred.flat())];
    if (functions.length > 0) return functions;
    const resource = this.byName.named(value);
    return resource ? this.declaredBy(resource) : this.withSameName(value);
  }

  /** The only function whose name is written with the same expression as a text, of parts that are not known. */
  private withSameName(value: Value): readonly LambdaFunction[] {
    if (value.kind !== "template" && value.kind !== "unknown") return [];
    this.byText ??= new TextIndex(this.functions, ({ body }) => textParts(body.value("function_name")));
    const same = this.byText.sameAs(textParts(value));
    return same.length === 1 ? same : [];
  }

  /** The function declared by a resource; empty if it is declared elsewhere. */
  private declaredBy(resource: Resource): readonly LambdaFunction[] {
    const found = this.byResource.get(resource);
    return found ? [found] : [];
  }
}
