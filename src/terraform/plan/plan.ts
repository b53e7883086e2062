import { type Expression, parseJsonVariables, SourceFile } from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import { readNamedFile } from "../../named-path.ts";
import { UserError } from "../../user-error.ts";
import type { Data } from "../values/queries.ts";
import { PlanConfiguration } from "./plan-configuration.ts";
import { elementsIn, memberOf, membersOf, textOf } from "./plan-syntax.ts";
import { type DataObject, isDataObject } from "./planned.ts";
import { PlannedValues } from "./planned-module.ts";

const HINT = "Write one with `terraform show -json PLANFILE > plan.json`";

/** A plan as `terraform show -json` writes it. */
export interface Plan {
  readonly source: SourceFile;
  readonly values: PlannedValues;
  /** The addresses of the resources and module calls in the root module, without keys. */
  readonly declared: readonly string[];
  /** The configuration as far as the plan contains it, for where its files are not available. */
  readonly configuration: () => PlanConfiguration;
}

/**
 * Reads a plan.
 * @param file absolute path; `shown`: its name in messages
 * @throws UserError for a file that cannot be read or is not a plan
 */
export function readPlan(file: string, shown: string): Plan {
  const text = readNamedFile(file, shown, limits.planSize);
  const data = planData(text, shown);
  const source = new SourceFile(file, text);
  const body = parseJsonVariables(source).body.items;
  const configuration = body.find((item) => item.kind === "attribute" && item.name === "configuration");
  const written = configuration?.kind === "attribute" ? configuration.expression : undefined;
  let repeated: PlanConfiguration | undefined;
  return {
    source,
    values: new PlannedValues(data),
    declared: declaredAddresses(memberOf(written, "root_module")),
    configuration: () => (repeated ??= new PlanConfiguration(source, written)),
  };
}

function planData(text: string, shown: string): DataObject {
  let data: Data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${shown} is not a plan: it is not JSON`, HINT, error);
  }
  if (isDataObject(data) && isDataObject(data.planned_values) && "format_version" in data) return data;
  const found = isDataObject(data) && "values" in data ? "it is a state" : "it has no planned_values";
  throw new UserError(`${shown} is not a plan: ${found}`, HINT);
}

function declaredAddresses(root: Expression | undefined): readonly string[] {
  const resources = elementsIn(memberOf(root, "resources")).map((resource) => textOf(memberOf(resource, "address")));
  const calls = membersOf(memberOf(root, "module_calls")).map(({ name }) => `module.${name}`);
  return [...resources.filter((address) => address !== undefined), ...calls];
}
