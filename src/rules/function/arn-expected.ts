import { NOT_ARNS } from "../../iam/index.ts";
import { type BlockValue, type Resource, referenceChain, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { isQuotedReference } from "../shared/declarations/quoted-reference.ts";

/** The arguments of aws_lambda_function for ARNs, with their nested block, if any. */
const ARGUMENTS: readonly (readonly [block: string | undefined, argument: string])[] = [
  [undefined, "role"],
  [undefined, "kms_key_arn"],
  [undefined, "code_signing_config_arn"],
  ["dead_letter_config", "target_arn"],
  ["file_system_config", "arn"],
];

export default defineRule({
  summary: "A function names something by its name or id where an ARN is required",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_lambda_function_invalid_role", "aws_lambda_function_invalid_kms_key_arn"] },
  source: "AWS provider 6.66.0, aws_lambda_function: role, kms_key_arn, dead_letter_config",
  why: "The provider checks that these are ARNs. With a name or an id the plan fails, or the apply if the value is computed.",
  bad: `resource "aws_iam_role" "orders" {
  assume_role_policy = "{}"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.name
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_iam_role" "orders" {
  assume_role_policy = "{}"
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      ARGUMENTS.flatMap(([type, argument]) => {
        const blocks = type === undefined ? [fn.body] : fn.body.blocks(type);
        return blocks.flatMap((block) => finding(block, type, argument, fn.resource));
      }),
    );
  },
});

function finding(
  block: BlockValue,
  type: string | undefined,
  argument: string,
  { address, module }: Resource,
): RuleFinding[] {
  const value = block.value(argument);
  const text = stringOf(value);
  const [reference] = referenceChain(value);
  const attribute = String(reference?.path[0]);
  if (
    reference &&
    type === "file_system_config" &&
    attribute === "arn" &&
    reference.resource.type === "aws_efs_file_system"
  )
    return [fileSystemItself(block, argument, address, reference.resource)];
  const isOther = reference !== undefined && NOT_ARNS.get(reference.resource.type)?.has(attribute);
  const isText = text !== undefined && text !== "" && !text.startsWith("arn:");
  if (!isOther && (!isText || isQuotedReference(text, module))) return [];
  return [
    {
      at: block.place(argument),
      resource: address,
      message: isOther
        ? `${argument} of ${address} is the ${attribute} of ${reference.resource}, but must be an ARN`
        : `${argument} of ${address} is "${text}", but must be an ARN`,
      help: isOther
        ? `Use ${reference.resource}.arn`
        : "Use the ARN (arn:aws:…), preferably by referring to the resource",
      fix: isOther ? arnFix(value, block, argument, attribute) : undefined,
    },
  ];
}

/** A function mounts an access point, and Lambda refuses the ARN of the file system behind it. */
function fileSystemItself(block: BlockValue, argument: string, address: string, fileSystem: Resource): RuleFinding {
  return {
    at: block.place(argument),
    resource: address,
    message: `${argument} of ${address} is the ARN of ${fileSystem}, but must be that of an access point`,
    help: `Add an aws_efs_access_point with file_system_id = ${fileSystem}.id, and use its arn`,
  };
}

function arnFix(value: Value, block: BlockValue, argument: string, attribute: string): Fix | undefined {
  const place = block.place(argument);
  const written = place.file.slice(place);
  if (
    value.kind === "choice" ||
    !/^(?:data\.)?aws_\w+\.[\w-]+\.\w+$/.test(written) ||
    !written.endsWith(`.${attribute}`)
  )
    return undefined;
  return {
    title: "Use its ARN",
    edits: [{ place: { ...place, start: place.end - attribute.length }, newText: "arn" }],
  };
}
