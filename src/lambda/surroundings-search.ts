import { grouped } from "../grouped.ts";
import type { Resource } from "../terraform/index.ts";
import type { FunctionSurroundings, LambdaFunction } from "./function.ts";
import { LogGroups } from "./log-group.ts";
import type { FunctionTrigger, Stack } from "./stack.ts";

/** Finds what the rest of a stack says about its functions: triggers, aliases, permissions, log groups. */
export class SurroundingsSearch {
  private readonly stack: Stack;
  private readonly found = new Map<LambdaFunction, FunctionSurroundings>();
  private readonly byType = new Map<string, ReadonlyMap<LambdaFunction, readonly Resource[]>>();
  private triggersByFunction: ReadonlyMap<LambdaFunction, readonly FunctionTrigger[]> | undefined;
  private areInvokeConfigsKnown: boolean | undefined;
  private allLogGroups: LogGroups | undefined;

  constructor(stack: Stack) {
    this.stack = stack;
  }

  /** What the stack says about one of its functions. */
  of(fn: LambdaFunction): FunctionSurroundings {
    const cached = this.found.get(fn);
    if (cached) return cached;
    const naming = (type: string) => this.byFunction(type).get(fn) ?? [];
    this.triggersByFunction ??= grouped(this.stack.triggers, (trigger) => [trigger.function]);
    const surroundings: FunctionSurroundings = {
      role: this.stack.roleNamed(fn.body.value("role")),
      triggers: this.triggersByFunction.get(fn) ?? [],
      aliases: naming("aws_lambda_alias"),
      invokeConfigs: naming("aws_lambda_function_event_invoke_config"),
      knowsInvokeConfigs: this.knowsInvokeConfigs,
      permissions: naming("aws_lambda_permission"),
      urls: naming("aws_lambda_function_url"),
      provisioned: naming("aws_lambda_provisioned_concurrency_config"),
      logGroup: this.logGroups.of(fn),
    };
    this.found.set(fn, surroundings);
    return surroundings;
  }

  /** The resources of a type by the functions that their `function_name` refers to. */
  private byFunction(type: string): ReadonlyMap<LambdaFunction, readonly Resource[]> {
    const cached = this.byType.get(type);
    if (cached) return cached;
    const found = grouped(this.stack.resources(type), ({ body }) =>
      this.stack.functionsNamed(body.value("function_name")),
    );
    this.byType.set(type, found);
    return found;
  }

  private get knowsInvokeConfigs(): boolean {
    this.areInvokeConfigsKnown ??= !this.stack
      .resources("aws_lambda_function_event_invoke_config")
      .some(({ body }) => this.stack.mayNameAny(body.value("function_name")));
    return this.areInvokeConfigsKnown;
  }

  private get logGroups(): LogGroups {
    this.allLogGroups ??= new LogGroups({
      groups: this.stack.resources("aws_cloudwatch_log_group"),
      lookedUp: this.stack.data("aws_cloudwatch_log_group"),
      functions: this.stack.functions,
      modules: this.stack.modules,
    });
    return this.allLogGroups;
  }
}
