import { operationPermissions } from "../../aws/sdk-operations.ts";
import { innerExpressions } from "../inner-expressions.ts";
import type { BoundFile, Work } from "../program/scope.ts";
import { needsNothing } from "../sdk/credentials.ts";
import { sdkCalls, sdkResult } from "../sdk/sdk.ts";
import { resourceReads } from "../sdk/sdk-boto3-resource.ts";
import { dynamic, type SdkCall } from "../sdk/sdk-call.ts";
import { extensionCalls } from "../sdk/secrets-extension.ts";
import type { CallExpression, Expression } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { Bound, CallSite, CodeValue, Frame } from "../values/value.ts";
import { dynamicUse } from "./dynamic.ts";
import { handedOver } from "./handed-over.ts";

/** A call of AWS and its place. */
export interface TracedCall {
  readonly call: SdkCall;
  readonly file: BoundFile;
  readonly start: number;
}

/** Names of several words: `putItem` is hardly ever anything but an operation, unlike `query` or `publish`. */
const SEVERAL_WORDS = /[a-z0-9](?:[A-Z]|_[a-z])/;

/** Collects the calls of AWS in code that runs. */
export class CallCollector {
  private readonly evaluator: Evaluator;
  private readonly found: TracedCall[] = [];
  /** For each service, whether its clients need nothing of the function's role. */
  private readonly clients = new Map<string, Set<boolean>>();
  /** Calls of methods of unknown objects that are named like operations. */
  private readonly unresolved = new Map<CallExpression, { readonly name: string; readonly file: BoundFile }>();
  /** Calls whose callee is known for at least one caller. */
  private readonly resolved = new Set<CallExpression>();

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The calls, and as gaps those of methods of unknown objects that are named like an operation of a service that the
   * program has clients of.
   */
  get calls(): readonly TracedCall[] {
    const used = [...this.clients.keys()];
    const unresolved = [...this.unresolved]
      .filter(([, { name }]) => used.some((prefix) => operationPermissions(prefix, name) !== undefined))
      .map(([{ start }, { name, file }]) => ({ call: dynamic(`what ${name} is called on is not known`), file, start }));
    return [...this.found, ...unresolved];
  }

  /** Services, by IAM prefix, none of whose clients needs the function's role. */
  get foreign(): ReadonlySet<string> {
    return new Set([...this.clients].filter(([, others]) => !others.has(false)).map(([prefix]) => prefix));
  }

  /** Collects the calls in code that runs within a call of its function. */
  collect(work: Work, frame: Frame | undefined): void {
    for (const { expression, scope } of work.roots) this.collectFrom({ expression, scope, frame });
  }

  /** Collects the calls in an expression. */
  collectFrom({ expression, scope, frame }: Bound): void {
    if (expression.kind === "member") this.addReads(expression, { scope, frame });
    if (expression.kind === "call") this.addCalls(expression, { scope, frame });
    for (const inner of innerExpressions(expression)) this.collectFrom({ expression: inner, scope, frame });
  }

  /** An attribute of a resource of boto3 may be read from AWS. */
  private addReads(
    { object, name, start }: Extract<Expression, { kind: "member" }>,
    { scope, frame }: Omit<Bound, "expression">,
  ): void {
    const { file } = scope;
    if (file.file.language !== "python") return;
    const reads = this.evaluator
      .evaluate({ expression: object, scope, frame })
      .flatMap((value) => (value.kind === "sdk" ? resourceReads(value.sdk, name, this.evaluator) : []));
    for (const call of reads) this.found.push({ call, file, start });
  }

  private addCalls(expression: CallExpression, { scope, frame }: Omit<Bound, "expression">): void {
    const { evaluator } = this;
    const site = evaluator.siteOf(expression, scope, frame);
    const { file } = scope;
    const { language } = file.file;
    const add = (found: readonly SdkCall[]) => {
      for (const call of found) this.found.push({ call, file, start: expression.start });
    };
    const callees = evaluator.evaluate({ expression: expression.callee, scope, frame });
    this.noteUnresolved(expression, callees, site, file);
    for (const callee of callees) {
      const use = dynamicUse(callee, site, expression, { evaluator, language });
      const isElsewhere =
        callee.kind === "method" && callee.of.kind === "sdk" && needsNothing(callee.of.sdk, evaluator);
      if (!isElsewhere) add(use ? [use] : sdkCalls(callee, site, language, evaluator));
      this.noteClients(sdkResult(callee, site, language) ?? []);
    }
    add(extensionCalls(site, evaluator));
    const handed = handedOver(expression, site, evaluator);
    for (const callee of handed?.functions ?? []) add(sdkCalls(callee, handed ?? site, language, evaluator));
  }

  private noteUnresolved(call: CallExpression, callees: readonly CodeValue[], site: CallSite, file: BoundFile): void {
    const { callee } = call;
    if (callee.kind !== "member" || !SEVERAL_WORDS.test(callee.name) || callees.length === 0) return;
    const { language } = file.file;
    // `record.getS3().getObject()`
    if (language === "java" && site.arguments.length === 0) return;
    const isKnown = (value: CodeValue) =>
      !isUnresolved(value) || sdkCalls(value, site, language, this.evaluator).length > 0;
    if (callees.some(isKnown)) {
      this.resolved.add(call);
      this.unresolved.delete(call);
    } else if (!this.resolved.has(call)) this.unresolved.set(call, { name: callee.name, file });
  }

  private noteClients(made: readonly CodeValue[]): void {
    for (const value of made) {
      if (value.kind !== "sdk" || (value.sdk.kind !== "client" && value.sdk.kind !== "resource-service")) continue;
      const { prefix } = value.sdk;
      const known = this.clients.get(prefix) ?? new Set<boolean>();
      this.clients.set(prefix, known.add(needsNothing(value.sdk, this.evaluator)));
    }
  }
}

/** Whether nothing is known of a value: neither what it is nor where it comes from. */
function isUnresolved(value: CodeValue): boolean {
  if (value.kind === "method") return value.of.kind === "function";
  return value.kind === "unknown" || (value.kind === "external" && value.source === "");
}
