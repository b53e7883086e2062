import {
  alternatives,
  type BlockValue,
  isCallersChoice,
  isInVariable,
  partPlace,
  type Resource,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { isQuotedReference } from "../shared/declarations/quoted-reference.ts";
import type { TextFormat } from "../shared/schema/text-form.ts";
import { textFormats } from "../shared/schema/text-formats.ts";

/** Longer texts are shown up to here. */
const SHOWN = 80;

export default defineRule({
  summary: "A name or another text does not have the form that AWS accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    tflint: [
      ...["aws_api_gateway_model_invalid_name", "aws_api_gateway_method_response_invalid_status_code"],
      ...["aws_cloudwatch_event_rule_invalid_name", "aws_cloudwatch_event_target_invalid_target_id"],
      ...["aws_cloudwatch_log_group_invalid_name", "aws_iam_role_invalid_name", "aws_kms_alias_invalid_name"],
      ...["aws_lambda_permission_invalid_function_name", "aws_lambda_permission_invalid_qualifier"],
      ...["aws_lambda_permission_invalid_source_account", "aws_lambda_permission_invalid_source_arn"],
      ...["aws_lambda_permission_invalid_statement_id", "aws_lambda_event_source_mapping_invalid_function_name"],
      ...["aws_security_group_rule_invalid_protocol", "aws_security_group_invalid_protocol"],
    ],
  },
  source: "AWS API references and API models of the services around Lambda (botocore 1.43.107, 2026-10)",
  why: "The provider refuses the text at plan, or AWS at apply, after other resources have been created.",
  bad: `resource "aws_kms_alias" "orders" {
  name          = "orders"
  target_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d"
}`,
  good: `resource "aws_kms_alias" "orders" {
  name          = "alias/orders"
  target_key_id = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d"
}`,
  check({ stack }) {
    return stack.managed.flatMap((resource) =>
      textFormats(resource.type).flatMap(({ path, argument, known }) =>
        blocksAt(resource.body, path).flatMap((block) => misfit(resource, block, argument, known)),
      ),
    );
  },
});

function misfit(
  resource: Resource,
  block: BlockValue,
  argument: string,
  { pattern, wanted }: TextFormat,
): RuleFinding[] {
  const whole = block.value(argument);
  if (whole.kind === "list")
    return whole.elements.flatMap((element) => {
      const text = misfitOf(element, pattern);
      // an element that a variable's default adds is not everybody's, and schema/reference-type judges references
      if (isInVariable(element.place, resource.module) || element.via !== undefined) return [];
      if (text === undefined || isOthers(text, argument, block, resource)) return [];
      return [
        {
          at: partPlace(block.place(argument), element.place),
          resource: resource.address,
          message: `${argument} of ${resource} has "${text}", but each value must be ${wanted}`,
          help: "Replace it with a value of that form",
        },
      ];
    });
  const text = misfitOf(whole, pattern);
  if (text === undefined || isOthers(text, argument, block, resource)) return [];
  return [
    {
      at: block.place(argument),
      resource: resource.address,
      message: `${argument} of ${resource} is "${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}", but must be ${wanted}`,
      help: `Give ${argument} a value of that form`,
    },
  ];
}

/** Whether a text is for callers to say, is judged where another resource has it, or is a reference in quotes. */
function isOthers(text: string, argument: string, block: BlockValue, resource: Resource): boolean {
  const isOfResource = block.value(argument).via !== undefined;
  return isOfResource || isCallersChoice(resource, argument, block) || isQuotedReference(text, resource.module);
}

/** The text of a value that surely does not have the form. */
function misfitOf(value: Value, pattern: TextFormat["pattern"]): string | undefined {
  const texts = alternatives(value).map(stringOf);
  // an empty text is often taken as none
  return texts.every((one) => one !== undefined && one !== "" && !pattern.test(one)) ? texts[0] : undefined;
}
