import type { Expression } from "../../hcl/index.ts";
import { type Declared, distinctDirectories, type MergedBlock, type Module, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { plainText, writtenPath } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "A moved or removed block names something that is still declared",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Refactoring, and Removing Resources; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Moved object still exists" or "Removed resource still exists", but only at plan. What is moved has a
new address now, and what is removed has none.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

moved {
  from = aws_sqs_queue.jobs
  to   = aws_sqs_queue.orders
}`,
  good: `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

moved {
  from = aws_sqs_queue.jobs
  to   = aws_sqs_queue.orders
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).filter(isWhole).flatMap(findingsIn);
  },
});

function findingsIn(module: Module): readonly RuleFinding[] {
  const declared = declaredAddresses(module);
  const targets = new Map<string, string>();
  return module.declared.others.flatMap((block): RuleFinding[] => {
    if (block.type !== "moved" && block.type !== "removed") return [];
    const from = block.attributes.get("from");
    if (!from) return [];
    const at = placeOf(from.node.expression, from.file);
    const fault = formFault(block, from.node.expression);
    if (fault) return [{ at, ...fault }];
    const address = addressOf(from.node.expression);
    if (address === undefined) return [];
    if (block.type === "removed") return declared.has(address) ? [stillThere(at, address, "removed")] : [];
    const to = targetOf(block);
    if (to === undefined) return [];
    if (to === address)
      return [
        {
          at,
          message: `${address} is moved to its own address`,
          help: "Remove the block, or fix one of the addresses",
        },
      ];
    if (declared.has(address)) return [stillThere(at, address, "moved")];
    const earlier = targets.get(address);
    targets.set(address, to);
    if (earlier === undefined || earlier === to) return [];
    return [
      {
        at,
        message: `${address} is moved to ${to} here, and to ${earlier} in another block`,
        help: "Keep the one that is meant",
      },
    ];
  });
}

function stillThere(at: RuleFinding["at"], address: string, what: "moved" | "removed"): RuleFinding {
  return {
    at,
    message: `${address} is ${what}, but still declared`,
    help: what === "moved" ? "Remove its block, or the moved block" : "Remove its block, or the removed block",
  };
}

function targetOf({ attributes }: MergedBlock): string | undefined {
  const to: Declared<{ readonly expression: Expression }> | undefined = attributes.get("to");
  return to && addressOf(to.node.expression);
}

/**
 * The address of a whole resource or module of this module; undefined for one of its instances, and for what lies
 * deeper.
 */
function addressOf(expression: Expression): string | undefined {
  if (expression.kind !== "attribute-access" || expression.object.kind !== "variable") return undefined;
  return `${expression.object.name}.${expression.name}`;
}

function declaredAddresses({ declared: { resources, moduleCalls } }: Module): ReadonlySet<string> {
  return new Set([
    ...[...resources.values()].filter(({ type }) => type === "resource").map(({ labels }) => labels.join(".")),
    ...[...moduleCalls.keys()].map((name) => `module.${name}`),
  ]);
}

/** An address that no such block takes. */
function formFault(
  { type, attributes }: MergedBlock,
  from: Expression,
): Pick<RuleFinding, "message" | "help"> | undefined {
  if (from.kind === "template") return { message: "from takes an address, not a string", help: "Remove the quotes" };
  const [root] = writtenPath(from);
  const addresses = [from, ...(type === "moved" ? [attributes.get("to")?.node.expression] : [])];
  const long = addresses.find((address) => address && hasAttribute(address));
  if (long)
    return {
      message: `${type} takes the addresses of resources and modules, not their attributes`,
      help: `Write ${writtenPath(long).slice(0, -1).join(".")}`,
    };
  if (type === "removed") {
    if (from.kind === "index")
      return { message: "removed covers all instances, so it takes no key", help: "Remove the key" };
    if (root === "data")
      return { message: "A data source can't be removed: it is only read", help: "Remove the block" };
    return undefined;
  }
  const to = attributes.get("to")?.node.expression;
  if ([from, to].some((address) => address && !isFixed(address)))
    return {
      message: "moved takes literal addresses, without expressions",
      help: "Write the key of the instance itself, with a block for each",
    };
  const [target] = to ? writtenPath(to) : [];
  if (root === undefined || target === undefined || isModuleAddress(from) === (to !== undefined && isModuleAddress(to)))
    return undefined;
  return {
    message: "A resource is moved to a module, or a module to a resource",
    help: "Move a module to a module, and a resource to a resource, with module.… before its address",
  };
}

/** Whether what stands behind the modules of an address is more than a type and a name. */
function hasAttribute(expression: Expression): boolean {
  let path = writtenPath(expression);
  while (path[0] === "module") path = path.slice(2);
  return path.length === (path[0] === "data" ? 4 : 3) && path[0] !== "resource";
}

/** Whether an address has no key that is to be worked out. */
function isFixed(address: Expression): boolean {
  switch (address.kind) {
    case "attribute-access":
      return isFixed(address.object);
    case "index":
      return (address.key.kind === "literal" || plainText(address.key) !== undefined) && isFixed(address.object);
    default:
      return address.kind === "variable" || address.kind === "template";
  }
}

/** Whether an address names a module as a whole: `module.a`, `module.a["x"].module.b`. */
function isModuleAddress(expression: Expression): boolean {
  const path = writtenPath(expression);
  return path.length % 2 === 0 && path.every((name, i) => i % 2 === 1 || name === "module");
}
