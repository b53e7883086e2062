import { type BlockValue, distinctDirectories, elementsOrSelf, isInVariable } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

/** The module, from a registry or its repository. */
const LAMBDA_MODULE =
  /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?terraform-aws-modules\/lambda\/aws$|github\.com[/:]terraform-aws-modules\/terraform-aws-lambda(?:\.git)?(?:\?.*)?$/;

/** What a call passes for the role, and what has to be set for the module to attach it. */
interface Passed {
  readonly argument: string;
  readonly switch: string;
  /** The number of policies, which the module has to know before they exist. */
  readonly count?: string;
}

/** The same in all versions of the module from 1 to 8. */
const PASSED: readonly Passed[] = [
  { argument: "policy_json", switch: "attach_policy_json" },
  { argument: "policy_jsons", switch: "attach_policy_jsons", count: "number_of_policy_jsons" },
  { argument: "policy", switch: "attach_policy" },
  { argument: "policies", switch: "attach_policies", count: "number_of_policies" },
  { argument: "policy_statements", switch: "attach_policy_statements" },
];

/** With any of these the module may create no role for the function. */
const ABOUT_THE_ROLE = ["create", "create_function", "create_layer", "create_role", "lambda_role"];

const example = (settings: string) => `module "orders" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.0"

  function_name = "orders"
  handler       = "index.handler"
  runtime       = "nodejs24.x"
  source_path   = "src"

  ${settings}
}`;

export default defineRule({
  summary: "A call passes policies to terraform-aws-modules/lambda that the module does not attach",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "terraform-aws-modules/terraform-aws-lambda, iam.tf and variables.tf, and issue 39 (2026-11)",
  why: `The module attaches a policy to the role it creates only if another argument says so, and of a list only as many as a third
one says, which is 0 by default. Without these it ignores the policy without a word, and the function is denied what it allows.`,
  bad: example('policies = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]'),
  good: example(`policies           = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]
  attach_policies    = true
  number_of_policies = 1`),
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      module.calls
        .filter(({ block }) => LAMBDA_MODULE.test(block.string("source") ?? ""))
        .filter(({ block }) => !ABOUT_THE_ROLE.some((argument) => block.isWritten(argument)))
        .filter(({ block }) => block.number("count") !== 0)
        .flatMap(({ name, block }) =>
          PASSED.filter(({ count }) => !count || !isInVariable(block.value(count).place, module)).flatMap((passed) =>
            notAttached(`module.${name}`, block, passed),
          ),
        ),
    );
  },
});

function notAttached(call: string, block: BlockValue, { argument, switch: attach, count }: Passed): RuleFinding[] {
  if (!block.isWritten(argument) || isEmpty(block, argument)) return [];
  const lacksSwitch = !block.isWritten(attach);
  const lacksCount = count !== undefined && !block.isWritten(count);
  const amount = amountOf(block, argument);
  const attached = count === undefined || lacksCount ? undefined : block.number(count);
  const attachesFewer = amount !== undefined && attached !== undefined && attached < amount;
  if (!lacksSwitch && (block.boolean(attach) === false || !(lacksCount || attachesFewer))) return [];
  const settings = [
    ...(lacksSwitch ? [{ name: attach, text: "true" }] : []),
    ...(count && (lacksCount || attachesFewer) ? [{ name: count, text: amount?.toString() }] : []),
  ];
  const lacking = [...(lacksSwitch ? [attach] : []), ...(lacksCount ? [count] : [])].join(" and ");
  const nothing = argument.endsWith("s") ? "attaches none of them to the role" : "does not attach it to the role";
  return [
    {
      at: block.namePlace(argument),
      resource: call,
      message:
        lacking === ""
          ? `${call} passes ${amount} ${argument} but its ${count} is ${attached}, and the module attaches no more than that`
          : `${call} passes ${argument} without ${lacking}, and the module ${nothing}`,
      help: `Set ${settings.map(({ name, text = "their number" }) => `${name} to ${text}`).join(" and ")}`,
      suggestions: suggestionOf(
        `Attach ${argument}`,
        ...settings.map(({ name, text }) => (text ? setArgument(block, name, text, argument) : undefined)),
      ),
    },
  ];
}

/** Whether nothing is passed: null, or an empty text, list or map. */
function isEmpty(block: BlockValue, argument: string): boolean {
  const value = block.value(argument);
  if (value.kind === "object") return !value.open && value.entries.size === 0;
  return value.kind === "null" || block.string(argument) === "" || amountOf(block, argument) === 0;
}

/** How many policies a list has, if that is known. */
function amountOf(block: BlockValue, argument: string): number | undefined {
  const { elements, complete } = elementsOrSelf(block.value(argument));
  return complete ? elements.length : undefined;
}
