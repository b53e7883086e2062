import { grouped } from "../../grouped.ts";
import { NOT_ARNS } from "../../iam/index.ts";
import { type Place, partPlace, type Reference, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { WANTED_ATTRIBUTES } from "../shared/schema/attribute-kinds.ts";
import { type ValuedBlock, valuedBlocks } from "../shared/schema/schema-values.ts";
import { spokenOwner } from "../shared/schema/schema-walk.ts";

/** Arguments that take ARNs although their names do not say so. */
const ARNS_BY_NAME: ReadonlySet<string> = new Set([
  ...["alarm_actions", "ok_actions", "insufficient_data_actions"],
  "permissions_boundary",
]);
const FURTHER_ARNS: Readonly<Record<string, ReadonlySet<string>>> = {
  aws_lambda_function_event_invoke_config: new Set(["destination"]),
  aws_pipes_pipe: new Set(["source", "enrichment", "target"]),
};

/** Arguments that another rule checks: function/arn-expected. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  "aws_lambda_function kms_key_arn",
  "aws_lambda_function code_signing_config_arn",
  "aws_lambda_function target_arn",
  "aws_lambda_function arn",
]);

export default defineRule({
  summary: "An argument refers to the wrong one of a resource's name, URL and ARN, or to another kind of resource",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, argument and attribute reference of each type",
  why: `All of them are strings, so validate accepts them. The plan refuses some, and AWS answers to the rest, in the middle of an
apply, that the resource does not exist.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.url
  function_name    = "orders"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_lambda_event_source_mapping" "jobs" {
  event_source_arn = aws_sqs_queue.jobs.arn
  function_name    = "orders"
}`,
  check({ stack }) {
    return valuedBlocks(stack).flatMap((block) => block.body.argumentNames.flatMap((name) => check(block, name)));
  },
});

const WANTED_BY_TYPE = grouped(WANTED_ATTRIBUTES, ({ type }) => [type]);

interface Confusion {
  readonly reference: Reference;
  readonly attribute: string;
  readonly right: string;
  readonly takes: string;
}

function check(block: ValuedBlock, name: string): RuleFinding[] {
  const { body, resource } = block;
  const whole = body.value(name);
  return partsOf(whole).flatMap((value) => {
    const confusion = confusionOf(value, block, name);
    if (!confusion) return otherKind(value, block, name);
    const { reference, attribute, right, takes } = confusion;
    const at = partPlace(body.place(name), value.place);
    const fix = attributeFix(at, attribute, right);
    return [
      {
        at,
        resource: resource.address,
        message: `${name} of ${spokenOwner(block)} takes ${takes}, but gets the ${attribute} of ${reference.resource}`,
        // only what an output or a variable provides is available from another module
        help:
          reference.resource.module === resource.module
            ? `Use ${reference.resource}.${right}`
            : `Use its ${right}, by an output or a variable that gives it`,
        ...(fix && { fix }),
      },
    ];
  });
}

/** The types of IAM with an ARN: an argument for one of them refuses the others. */
const IAM_TYPES: ReadonlySet<string> = new Set([
  "aws_iam_group",
  "aws_iam_instance_profile",
  "aws_iam_policy",
  "aws_iam_role",
  "aws_iam_user",
]);

/** The arguments for a policy's ARN and for a role's. */
const IAM_ARGUMENTS: readonly { readonly argument: RegExp; readonly type: string; readonly takes: string }[] = [
  {
    argument: /^(?:policy_arns?|managed_policy_arns|permissions_boundary)$/,
    type: "aws_iam_policy",
    takes: "a policy",
  },
  // instance_role of Batch is an instance profile
  { argument: /^role$|(?:^|_)role_arn$/, type: "aws_iam_role", takes: "a role" },
];

/** An ARN, but of something else. */
function otherKind(value: Value, block: ValuedBlock, name: string): RuleFinding[] {
  const { body, resource } = block;
  const reference = value.via;
  const [attribute, ...deeper] = reference?.path ?? [];
  const wanted = IAM_ARGUMENTS.find(({ argument }) => argument.test(name));
  if (!reference || !wanted || attribute !== "arn" || deeper.length > 0 || !resource.type.startsWith("aws_")) return [];
  const { type } = reference.resource;
  if (!IAM_TYPES.has(type) || type === wanted.type) return [];
  const at = partPlace(body.place(name), value.place);
  const [meant, ...others] = resource.module.resourcesOf(wanted.type);
  const isOne = meant !== undefined && others.length === 0 && !meant.isSymbolic && isReference(at);
  return [
    {
      at,
      resource: resource.address,
      message: `${name} of ${spokenOwner(block)} takes the ARN of ${wanted.takes}, but gets that of ${reference.resource}`,
      help: isOne ? `Use ${meant}.arn, or the ARN of another one` : `Use the ARN of ${wanted.takes}`,
      suggestions: isOne ? [replacing(at, `${meant}.arn`)] : [],
    },
  ];
}

/** Whether nothing but a reference is written at a place, with or without the quotes and braces of old syntax. */
function isReference(at: Place): boolean {
  return /^(?:"\$\{)?(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]]*\])?\.\w+(?:\}")?$/.test(at.file.slice(at));
}

/** The values of which an argument is made: the elements of a list, the entries of a map, or what is referred to. */
function partsOf(whole: Value): readonly Value[] {
  if (whole.kind === "list") return whole.elements;
  if (whole.via) return [whole];
  return whole.kind === "object" ? [...whole.entries.values()] : [];
}

function confusionOf(value: Value, { type }: ValuedBlock, name: string): Confusion | undefined {
  const reference = value.via;
  const [attribute, ...deeper] = reference?.path ?? [];
  if (!reference || typeof attribute !== "string" || deeper.length > 0) return undefined;
  const target = reference.resource.type;
  const wanted = WANTED_BY_TYPE.get(target)?.find(
    (one) => one.argument.test(name) && one.holders.test(type) && one.wrong.includes(attribute),
  );
  if (wanted) return { reference, attribute, right: wanted.right, takes: wanted.takes };
  if (!takesArn(type, name) || !NOT_ARNS.get(target)?.has(attribute) || isLenient(type, name, target)) return undefined;
  return { reference, attribute, right: rightArn(target), takes: "an ARN" };
}

function takesArn(type: string, name: string): boolean {
  if (!type.startsWith("aws_") || ELSEWHERE.has(`${type} ${name}`)) return false;
  return /(?:^|_)arns?$/.test(name) || ARNS_BY_NAME.has(name) || FURTHER_ARNS[type]?.has(name) === true;
}

/** Many arguments accept a key's id, whatever their name; API Gateway has its own ARNs of functions. */
function isLenient(type: string, name: string, target: string): boolean {
  if (target === "aws_kms_key" || target === "aws_kms_alias")
    return type !== "aws_dynamodb_table" || name !== "kms_key_arn";
  return type.startsWith("aws_api") && target.startsWith("aws_lambda_");
}

function rightArn(target: string): string {
  return target === "aws_iam_policy_document" ? "json, by way of an aws_iam_policy" : "arn";
}

/** Only if the reference is written there and ends in the wrong attribute. */
function attributeFix(place: Place, attribute: string, right: string): Fix | undefined {
  const written = place.file.slice(place);
  if (!/^(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]]*\])?\.\w+$/.test(written) || !written.endsWith(`.${attribute}`))
    return undefined;
  if (!/^\w+$/.test(right)) return undefined;
  return {
    title: `Use its ${right}`,
    edits: [{ place: { ...place, start: place.end - attribute.length }, newText: right }],
  };
}
