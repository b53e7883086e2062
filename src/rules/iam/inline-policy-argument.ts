import type { Stack } from "../../lambda/index.ts";
import { type BlockValue, encloses, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { blockKey } from "../shared/edits/block-key.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { companions } from "../shared/edits/companion.ts";
import { addDependencies } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference, writtenAs } from "../shared/edits/references.ts";

const role = (more: string) => `resource "aws_iam_role" "worker" {
  name = "worker"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
${more}}`;

const ARN = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

export default defineRule({
  summary: "A role's policies are written in deprecated arguments of the role",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["aws_iam_role_deprecated_policy_attributes"] },
  source: "AWS provider 6.66.0, aws_iam_role: inline_policy and managed_policy_arns are deprecated (2026-11)",
  why: `inline_policy and managed_policy_arns are deprecated. They also own all policies of the role: what another resource or
stack attaches is detached at the next apply, and attached again at the one after.`,
  bad: role(`\n  managed_policy_arns = ["${ARN}"]\n`),
  good: `${role("")}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.worker.name
  policy_arn = "${ARN}"
}`,
  check({ stack }) {
    return stack.resources("aws_iam_role").flatMap((role) => {
      const { body } = role;
      const arns = body.isWritten("managed_policy_arns") && body.isSet("managed_policy_arns") === "yes";
      // an empty block removes inline policies that were added elsewhere
      const inline = body.blocks("inline_policy").filter((block) => block.isWritten("policy"));
      return [
        ...(arns
          ? [findingAt("managed_policy_arns", body.namePlace("managed_policy_arns"), role, attachArns(role, stack))]
          : []),
        ...inline.slice(0, 1).map((block) => findingAt("inline_policy", block.place(), role, writeApart(role, stack))),
      ];
    });
  },
});

const INSTEAD = {
  inline_policy: "aws_iam_role_policy",
  managed_policy_arns: "aws_iam_role_policy_attachment",
} as const;

function findingAt(
  argument: keyof typeof INSTEAD,
  at: Place,
  { address }: Resource,
  edits: readonly (Edit | undefined)[],
) {
  return {
    at,
    resource: address,
    message: `${argument} of ${address} is deprecated, and detaches whatever is attached to the role elsewhere`,
    help: `Write it as ${INSTEAD[argument]}`,
    suggestions: suggestionOf(`Write it as ${INSTEAD[argument]}`, ...edits),
  };
}

/** Moves each block to a resource, under its present name in AWS, so that the policy is adopted unchanged. */
function writeApart(role: Resource, stack: Stack): readonly (Edit | undefined)[] {
  const { body } = role;
  const blocks = body.blocks("inline_policy");
  const isWritten = blocks.every((block) => block.isWritten("policy") && isPlain(block, "inline_policy"));
  if (!isWritten || !body.knowsAllBlocks("inline_policy")) return [undefined];
  const wanted = blocks.map((block) => {
    const name = block.isWritten("name") ? `name = ${writtenAs(block, "name")}\n` : "";
    return {
      name: blocks.length === 1 ? role.name : nameAfter(role, block.string("name") ?? ""),
      content: `${name}role = ${selfReference(role)}.name\npolicy = ${writtenAs(block, "policy")}`,
    };
  });
  const made = companions(role, INSTEAD.inline_policy, wanted);
  return [made?.edit, ...blocks.map(removeBlock), ...ordered(role, made?.addresses ?? [], stack)];
}

/** Makes the role's functions wait for what was part of the role before. */
function ordered(role: Resource, addresses: readonly string[], stack: Stack): readonly (Edit | undefined)[] {
  const functions = stack.functions.filter((fn) => fn.role?.resource === role && fn.resource.module === role.module);
  const blocks = new Map(functions.map(({ resource }) => [blockKey(resource), resource.body]));
  return Array.from(blocks.values(), (body) => addDependencies(body, addresses));
}

/** Not made by a dynamic block. */
function isPlain({ whole: { file, start } }: BlockValue, type: string): boolean {
  return file.text.startsWith(type, start);
}

/** Turns each ARN in a list that is written out into an attachment. */
function attachArns(role: Resource, stack: Stack): readonly (Edit | undefined)[] {
  const { body } = role;
  const list = body.value(ARNS);
  const place = body.place(ARNS);
  const { file } = place;
  const isWritten = file.text[place.start] === "[" && list.kind === "list" && !list.open;
  const texts = isWritten ? list.elements.map((element) => file.slice(element.place)) : [];
  const isEach = isWritten && list.elements.every((element) => encloses(place, element.place));
  if (!isEach || !texts.every((text) => /^(?:"[^"\n]*"|[\w.[\]-]+)$/.test(text))) return [undefined];
  const wanted = texts.map((text) => ({
    name: texts.length === 1 ? role.name : nameAfter(role, /(?<!\w)(\w+)(?:\.arn|")$/.exec(text)?.[1] ?? ""),
    content: `role = ${selfReference(role)}.name\npolicy_arn = ${text}`,
  }));
  const made = companions(role, INSTEAD.managed_policy_arns, wanted);
  return [made?.edit, removeArgument(body, ARNS), ...ordered(role, made?.addresses ?? [], stack)];
}

const ARNS = "managed_policy_arns";

/** `worker_basic_execution_role`: the role's name followed by the policy's. */
function nameAfter(role: Resource, text: string): string {
  const words = text
    .replace(/^AWS|^Amazon/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/\W+/g, "_")
    .toLowerCase();
  return words === "" || words === role.name ? role.name : `${role.name}_${words}`;
}
