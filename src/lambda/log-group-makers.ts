import { allReferences, knownPrefix, type Module, type Resource, stringOf } from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";

/** Followed by a function's name, this is the log group it writes to by default. */
export const LOG_GROUP_PREFIX = "/aws/lambda/";
/** Sources and names of modules such as `cloudwatch-logs` and `log_group`. */
const MAKES_LOGS = /cloudwatch|log[-_]?group|(^|[-_/])logs?([-_/]|$)/i;

/** The modules whose source is not available, as possible creators of log groups. */
export class LogGroupMakers {
  /** Modules that call one which, by its name or source, creates log groups. */
  private readonly callers = new Set<Module>();
  /** The resources passed to them. */
  private readonly resources = new Set<Resource>();
  private readonly texts = new Set<string>();
  private isToldAGroup = false;

  constructor(modules: readonly Module[]) {
    for (const module of modules)
      for (const { block, name, modules: called } of module.calls) {
        if (called.length > 0) continue;
        if (MAKES_LOGS.test(name) || MAKES_LOGS.test(block.string("source") ?? "")) this.callers.add(module);
        for (const argument of block.argumentNames) {
          const value = block.value(argument);
          const text = stringOf(value);
          if (text !== undefined) this.texts.add(text);
          for (const { resource } of allReferences(value)) this.resources.add(resource);
          this.isToldAGroup ||= knownPrefix(value).startsWith(LOG_GROUP_PREFIX);
        }
      }
  }

  /** Whether one of them gets the function passed, or is by its name one that creates log groups. */
  mayMakeFor({ resource, name }: LambdaFunction): boolean {
    return (
      this.isToldAGroup ||
      this.callers.has(resource.module) ||
      this.resources.has(resource) ||
      (name !== undefined && this.texts.has(name))
    );
  }
}
