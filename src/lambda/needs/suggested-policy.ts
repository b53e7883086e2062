import { grouped } from "../../grouped.ts";
import { formatHcl } from "../../hcl/index.ts";
import type { Role } from "../../iam/index.ts";
import type { Module, Resource } from "../../terraform/index.ts";
import type { HclText } from "./needed-resource.ts";
import type { PermissionNeed, Permissions } from "./permission-need.ts";
import { regionAttribute } from "./region-attribute.ts";

/** The policy that a role should have: exactly what its functions and state machines need, as far as that is known. */
export interface SuggestedPolicy {
  readonly role: Role | undefined;
  /** The functions and state machines that run as the role. */
  readonly users: readonly Resource[];
  /** Whether they may need more than it allows. */
  readonly isAtLeast: boolean;
  readonly statements: readonly SuggestedStatement[];
  /** Resources that it replaces: policies of the role that grant nothing else. */
  readonly replaces: readonly Resource[];
  /** The module it belongs in. */
  readonly module: Module;
  /** Formatted HCL, ready to be pasted into the module; what several policies of a module need is with the first. */
  readonly hcl: string;
}

/** A statement of a suggested policy. */
interface SuggestedStatement {
  readonly actions: readonly string[];
  /** HCL expressions. */
  readonly resources: readonly string[];
  readonly passedTo: string | undefined;
}

/** One policy per role, for all the functions and state machines that run as it. */
export function suggestedPolicies(all: readonly Permissions[]): readonly SuggestedPolicy[] {
  const needy = all.filter(({ needs }) => needs.length > 0);
  const groups = grouped(needy, ({ role, resource }): (Role | Resource)[] => [role ?? resource]);
  const writers = new Map<Module, PolicyWriter>();
  return [...groups.values()].map((group) => policyOf(group, writers));
}

function policyOf(group: readonly Permissions[], writers: Map<Module, PolicyWriter>): SuggestedPolicy {
  const [first] = group;
  if (!first) throw new Error("a policy for nothing");
  const { module } = first.resource;
  const { role } = first;
  const writer = writers.get(module) ?? new PolicyWriter(module);
  writers.set(module, writer);
  const statements = writer.statements(group.flatMap(({ needs }) => needs));
  const replaces = replacedBy(role);
  const hcl = writer.document(nameOf(first), role, statements, replaces);
  const isAtLeast = group.some(({ gaps }) => gaps.length > 0);
  return { role, users: group.map(({ resource }) => resource), isAtLeast, statements, replaces, module, hcl };
}

/** The name of the policy's resource: the role's. */
function nameOf({ role, resource }: Permissions): string {
  return (role?.resource ?? resource).name;
}

/** Inline policies and attachments in separate resources; those in the role itself stay. */
function replacedBy(role: Role | undefined): readonly Resource[] {
  return [...new Set(role?.policies.map(({ source }) => source).filter((source) => source !== role.resource))];
}

/** Writes HCL for a module, keeping track of declarations that it needs and the module lacks. */
class PolicyWriter {
  private readonly module: Module;
  /** What the next document has to declare: HCL by the address that it declares. */
  private readonly beside = new Map<string, string>();
  /** The addresses that earlier documents declared. */
  private readonly declared = new Set<string>();

  constructor(module: Module) {
    this.module = module;
  }

  /** Groups actions on the same resources in one statement, and resources with the same actions. */
  statements(needs: readonly PermissionNeed[]): readonly SuggestedStatement[] {
    const written = needs.map(({ action, on }) => ({ action, resource: this.write(on.expression) }));
    // passing a role has a condition, and so its own statement
    const perResource = grouped(written, ({ action, resource }) => [`${action === PASS_ROLE} ${resource}`]);
    const targets = [...perResource.values()].flatMap((group) => {
      const actions = [...new Set(group.map(({ action }) => action))].sort();
      return group.slice(0, 1).map(({ resource }) => ({ actions, resource }));
    });
    const alike = grouped(targets, ({ actions }) => [actions.join()]);
    return [...alike.values()]
      .map((group) => {
        const { actions = [] } = group[0] ?? {};
        const passedTo = actions.includes(PASS_ROLE) ? PASSED_TO : undefined;
        return { actions, resources: group.map(({ resource }) => resource).sort(), passedTo };
      })
      .sort((a, b) => ((a.actions[0] ?? "") < (b.actions[0] ?? "") ? -1 : 1));
  }

  /** The policy with the declarations that it needs. */
  document(
    name: string,
    role: Role | undefined,
    statements: readonly SuggestedStatement[],
    replaces: readonly Resource[],
  ): string {
    const isHere = role?.resource.module === this.module;
    const roleName = isHere
      ? `${role?.resource.address}.name`
      : this.variable(`${name}_role`, "Name of the role that gets the policy");
    const free = this.freeName(name, replaces);
    const beside = [...this.beside.values()];
    for (const address of this.beside.keys()) this.declared.add(address);
    this.beside.clear();
    this.declared.add(`aws_iam_role_policy.${free}`);
    // data sources first
    const blocks = [...beside.sort(), policyBlock(free, roleName, statements)];
    const note = replaces.length === 0 ? "" : `# In place of ${replaces.map(String).join(", ")}.\n`;
    return formatHcl(`${note}${blocks.join("\n")}`);
  }

  /** The name of a policy that it replaces, or one that is free in the module. */
  private freeName(name: string, replaces: readonly Resource[]): string {
    const own = replaces.find(
      ({ type, module, key }) => type === "aws_iam_role_policy" && module === this.module && key === undefined,
    );
    if (own) return own.name;
    const isTaken =
      this.declared.has(`aws_iam_role_policy.${name}`) ||
      this.module.resourcesOf("aws_iam_role_policy").some((resource) => resource.name === name);
    return isTaken ? `${name}_needs` : name;
  }

  private write(text: HclText): string {
    if (text.kind === "expression") return text.text;
    const [, head = "", rest = text.form] = /^(arn:)[\w-]+(:.*)$/s.exec(text.form.replace("${Partition}", "aws")) ?? [];
    const partition = head === "" ? "" : `${head}\${${this.dataAttribute("aws_partition", "partition")}}`;
    const filled = rest.replace(/%\{((?:[^}%]|%(?!\{))*)\}|\$\{(\w+)\}/g, (_, expression?: string, name?: string) =>
      expression !== undefined ? `\${${expression}}` : `\${${this.filling(name ?? "")}}`,
    );
    const whole = /^\$\{([^{}]*)\}$/.exec(`${partition}${filled}`);
    return whole?.[1] ?? `"${partition}${filled}"`;
  }

  private filling(name: string): string {
    if (name === "Region") return this.dataAttribute("aws_region", regionAttribute(this.module));
    if (name === "Account") return this.dataAttribute("aws_caller_identity", "account_id");
    return this.variable(snakeCase(name), `The ${snakeCase(name).replaceAll("_", " ")} that is used at run time`);
  }

  private dataAttribute(type: "aws_partition" | "aws_region" | "aws_caller_identity", attribute: string): string {
    const [declared] = this.module.dataOf(type).filter(({ key }) => key === undefined);
    if (!declared) this.declare(`data.${type}.current`, `data "${type}" "current" {}\n`);
    return `data.${type}.${declared?.name ?? "current"}.${attribute}`;
  }

  private variable(name: string, description: string): string {
    if (!this.module.declared.variables.has(name)) this.declare(`var.${name}`, variableBlock(name, description));
    return `var.${name}`;
  }

  private declare(address: string, hcl: string): void {
    if (!this.declared.has(address)) this.beside.set(address, hcl);
  }
}

/** Of the operations that are recognized, only those that create schedules pass on a role. */
const PASS_ROLE = "iam:PassRole";
const PASSED_TO = "scheduler.amazonaws.com";

function variableBlock(name: string, description: string): string {
  return `variable "${name}" {\n  description = "${description}"\n  type = string\n}\n`;
}

function policyBlock(name: string, role: string, statements: readonly SuggestedStatement[]): string {
  const written = statements.map(
    ({ actions, resources, passedTo }) => `{
        Effect = "Allow"
        Action = ${oneOrList(actions.map((action) => `"${action}"`))}
        Resource = ${oneOrList(resources)}
${passedTo === undefined ? "" : `        Condition = { StringEquals = { "iam:PassedToService" = "${passedTo}" } }\n`}      },`,
  );
  return `resource "aws_iam_role_policy" "${name}" {
  role = ${role}
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      ${written.join("\n      ")}
    ]
  })
}
`;
}

function oneOrList(items: readonly string[]): string {
  if (items.length === 1) return items[0] ?? "";
  const inline = `[${items.join(", ")}]`;
  return inline.length <= 90 ? inline : `[\n          ${items.join(",\n          ")},\n        ]`;
}

/** `BucketName` → `bucket_name`. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
