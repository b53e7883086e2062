import { ALIAS_NAME_PATTERN, FUNCTION_NAME_PATTERN } from "../../aws/limits.ts";
import { type BlockValue, isCallersChoice, isSamePlace, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { isQuotedReference } from "../shared/declarations/quoted-reference.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "The name of a function or alias contains characters that Lambda does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_lambda_function_invalid_function_name", "aws_lambda_alias_invalid_name"] },
  source: "AWS Lambda API reference, CreateFunction: FunctionName (2026-11)",
  why: `Names consist of letters, digits, hyphens and underscores. With any other character the function or alias cannot be
created.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "shop.orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "shop-orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  check({ stack }) {
    const misnamed = stack.functions.filter(
      // the provider accepts an ARN in place of a name, and an empty default means that one has to be given
      ({ name, resource }) =>
        name !== undefined &&
        !name.startsWith("arn:") &&
        !FUNCTION_NAME_PATTERN.test(name) &&
        !isQuotedReference(name, resource.module) &&
        !(name === "" && isCallersChoice(resource, "function_name")),
    );
    const functions = misnamed.flatMap((fn, i) => {
      const at = fn.place("function_name");
      // instances with the same expression for their names are fixed in one place
      if (misnamed.slice(0, i).some((other) => isSamePlace(other.place("function_name"), at))) return [];
      return [
        {
          at,
          resource: fn.resource.address,
          message:
            fn.name === ""
              ? `The name of ${fn} is empty`
              : `The name "${fn.name}" of ${fn} contains characters other than letters, digits, hyphens and underscores`,
          help: "Use only letters, digits, hyphens and underscores",
          suggestions: spelt(fn.body, "function_name", fn.name),
        },
      ];
    });
    return [...functions, ...stack.resources("aws_lambda_alias").flatMap(misnamedAlias)];
  },
});

function misnamedAlias({ address, body }: Resource): RuleFinding[] {
  const name = body.string("name");
  if (name === undefined || ALIAS_NAME_PATTERN.test(name)) return [];
  return [
    {
      at: body.place("name"),
      resource: address,
      message: `The name "${name}" of ${address} is ${/^\d+$/.test(name) ? "a number, which names a version" : "not made of letters, digits, hyphens and underscores"}`,
      suggestions: spelt(body, "name", name),
      help: "Use up to 128 letters, digits, hyphens and underscores, not only digits",
    },
  ];
}

/** The name with hyphens for all invalid characters, if it is written out. */
function spelt(body: BlockValue, argument: string, name = ""): readonly Fix[] {
  const accepted = name.trim().replace(/[^\w-]+/g, "-");
  const isWrittenOut = body.place(argument).file.slice(body.place(argument)) === JSON.stringify(name);
  return isWrittenOut && /[A-Za-z]/.test(accepted) ? suggestValues(body, argument, [JSON.stringify(accepted)]) : [];
}
