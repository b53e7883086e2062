import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue, PassedArgument } from "../values/value.ts";
import { openRequest } from "./java-built.ts";

/** The parameters of a call of an AWS operation, by name. */
export class Request {
  private readonly evaluator: Evaluator;
  private readonly objects: readonly CodeValue[];
  private readonly keywords: readonly PassedArgument[];
  /** Objects with the parameters that count where a request leaves them out. */
  private readonly defaults: readonly CodeValue[];

  constructor(
    evaluator: Evaluator,
    objects: readonly CodeValue[],
    keywords: readonly PassedArgument[],
    defaults: readonly CodeValue[] = [],
  ) {
    this.evaluator = evaluator;
    this.objects = objects;
    this.keywords = keywords;
    this.defaults = defaults;
  }

  /** The request of a call with one object as its argument, as in JavaScript. */
  static ofObject({ arguments: [first] }: CallSite, evaluator: Evaluator): Request {
    return new Request(evaluator, first?.values() ?? [], []);
  }

  /**
   * The request of a call with keyword arguments, as in Python; `identity` holds parameters that the object called on
   * implies.
   */
  static ofKeywords(
    { arguments: passed }: CallSite,
    evaluator: Evaluator,
    identity: readonly PassedArgument[] = [],
  ): Request {
    const spread = passed.filter(({ name }) => name === "**").flatMap(({ values }) => values());
    return new Request(evaluator, spread, [...passed, ...identity]);
  }

  /** The values that a parameter may have; empty if it is not given. */
  get(name: string): readonly CodeValue[] {
    const named = this.keywords.filter((argument) => argument.name?.toLowerCase() === name.toLowerCase());
    if (named.length > 0) return named.flatMap(({ values }) => values());
    const given = this.inObjects(this.objects, name);
    return given.length > 0 ? given : this.inObjects(this.defaults, name);
  }

  private inObjects(objects: readonly CodeValue[], name: string): readonly CodeValue[] {
    return objects
      .map((object) => openRequest(object, this.evaluator))
      .flatMap((object) => (object.kind === "object" || object.kind === "keywords" ? this.membersOf(object, name) : []))
      .filter(({ kind }) => kind !== "method");
  }

  /** Whether a parameter is given. */
  has(name: string): boolean {
    return this.get(name).length > 0;
  }

  /** The values at a path; `[]` stands for each element of a list. */
  at(...path: readonly string[]): readonly CodeValue[] {
    const [first = "", ...rest] = path;
    return rest.reduce<readonly CodeValue[]>(
      (values, step) =>
        values.flatMap((value) =>
          step === "[]" ? this.elementsOf(value) : this.membersOf(openRequest(value, this.evaluator), step),
        ),
      this.get(first),
    );
  }

  private elementsOf(value: CodeValue): readonly CodeValue[] {
    const own = openRequest(value, this.evaluator);
    // in Java one element can be given without a list
    if (own !== value) return [own];
    return this.evaluator.collections.elements(value).map((each) => openRequest(each, this.evaluator));
  }

  /** The keys of a parameter that is an object, such as the tables in `RequestItems`. */
  keysOf(name: string): readonly CodeValue[] {
    return this.get(name).flatMap((value) => this.evaluator.collections.keys(value).keys);
  }

  /** A request that consists of objects within this one. */
  within(objects: readonly CodeValue[]): Request {
    return new Request(this.evaluator, objects, []);
  }

  private membersOf(value: CodeValue, name: string): readonly CodeValue[] {
    if (value.kind !== "object" && value.kind !== "keywords") return [];
    // some services write stateMachineArn where others write RoleArn
    const first = name.charAt(0);
    const spellings = new Set([name, first.toUpperCase() + name.slice(1), first.toLowerCase() + name.slice(1)]);
    if (
      value.kind === "keywords" &&
      !value.arguments.some((each) => each.name === "**" || spellings.has(each.name ?? ""))
    )
      return [];
    for (const spelling of spellings) {
      const isPassedOn = value.kind === "keywords" && !value.arguments.some((each) => each.name === spelling);
      const found = this.evaluator.member(value, spelling).filter(({ kind }) => !isPassedOn || kind !== "unknown");
      if (found.length > 0) return found;
    }
    return [];
  }
}
