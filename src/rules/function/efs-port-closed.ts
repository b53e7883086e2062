import { dependsOn, type LambdaFunction, networkMembers, networkOf, type Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { addBlock } from "../shared/edits/blocks.ts";
import { companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";
import { isClosed } from "../shared/resources/closed-port.ts";

/** The port of NFS, which mount targets listen on. */
const NFS = 2049;

const example = (port: number) => `resource "aws_efs_file_system" "index" {
  encrypted = true
}

resource "aws_efs_mount_target" "index" {
  file_system_id  = aws_efs_file_system.index.id
  subnet_id       = var.subnet_id
  security_groups = [aws_security_group.files.id]
}

variable "subnet_id" {
  type = string
}

resource "aws_security_group" "files" {
  name   = "files"
  vpc_id = "vpc-0a1b2c3d4e5f60718"

  ingress {
    from_port   = ${port}
    to_port     = ${port}
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_efs_access_point" "index" {
  file_system_id = aws_efs_file_system.index.id
}

resource "aws_lambda_function" "index" {
  function_name = "index"
  role          = "arn:aws:iam::111122223333:role/index"
  runtime       = "python3.14"
  handler       = "index.handler"
  filename      = "index.zip"

  file_system_config {
    arn              = aws_efs_access_point.index.arn
    local_mount_path = "/mnt/index"
  }

  vpc_config {
    subnet_ids         = [var.subnet_id]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }

  depends_on = [aws_efs_mount_target.index]
}`;

export default defineRule({
  summary: "Security groups let no NFS through between a function and the file system that it mounts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Configuring Amazon EFS file system access (2026-11)",
  why: `A function mounts a file system with NFS, on TCP port ${NFS}. The security groups of the mount targets must let it in, and
those of the function must let it out; otherwise each invocation fails with EFSMountConnectivityException before the code
runs.`,
  ignoreWhen: "The rule of the security group is created outside of this configuration.",
  bad: example(22),
  good: example(NFS),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      mountTargets(fn, stack)
        .slice(0, 1)
        .flatMap((target) => [...closedTarget(target, fn, stack), ...closedFunction(fn, target, stack)]),
    );
  },
});

/** The mount targets of the file system that a function certainly mounts. */
function mountTargets(fn: LambdaFunction, stack: Stack): readonly Resource[] {
  const config = fn.body.block("file_system_config");
  const point = config?.isCertain ? referredOfType(config.value("arn"), "aws_efs_access_point") : undefined;
  const system = point && referredOfType(point.body.value("file_system_id"), "aws_efs_file_system");
  if (!system) return [];
  return stack
    .resources("aws_efs_mount_target")
    .filter(({ body }) => referredOfType(body.value("file_system_id"), "aws_efs_file_system") === system);
}

function closedTarget(target: Resource, fn: LambdaFunction, stack: Stack): RuleFinding[] {
  const groups = groupsOf(networkMembers(target.body.value("security_groups"), "security_group"));
  const [group] = groups;
  if (!group || !groups.every((one) => isClosed(one, "ingress", NFS, stack))) return [];
  return [
    {
      at: target.body.place("security_groups"),
      resource: target.address,
      message: `${groups.join(" and ")} of ${target} ${groups.length > 1 ? "let" : "lets"} no NFS in, so ${fn} cannot mount the file system`,
      help: `Allow TCP port ${NFS} from the function's security group in an ingress rule of ${group}`,
      related: [{ at: group.body.place(), message: "the security group" }],
      suggestions: suggestionsFor(group, fn),
    },
  ];
}

function closedFunction(fn: LambdaFunction, target: Resource, stack: Stack): RuleFinding[] {
  const network = networkOf(fn);
  const groups = network ? groupsOf(network.groups) : [];
  const [group] = groups;
  // network/no-egress reports groups that let nothing out at all
  if (!network || !group || !groups.some((one) => one.body.blocks("egress").length > 0)) return [];
  if (!groups.every((one) => isClosed(one, "egress", NFS, stack))) return [];
  return [
    {
      at: network.block.place("security_group_ids"),
      resource: fn.resource.address,
      message: `${groups.join(" and ")} of ${fn} ${groups.length > 1 ? "let" : "lets"} no NFS out, so it cannot mount the file system of ${target}`,
      help: `Allow TCP port ${NFS} to the mount targets in an egress rule of ${group}`,
      related: [{ at: group.body.place(), message: "the security group" }],
    },
  ];
}

/** The declared security groups in a list, if it has no others. */
function groupsOf({ members, isComplete }: ReturnType<typeof networkMembers>): readonly Resource[] {
  const groups = members.flatMap(({ resource }) => resource ?? []);
  return isComplete && groups.length === members.length ? groups : [];
}

/** A block where the group has its rules in blocks, with which separate rules should not be mixed. */
function suggestionsFor(group: Resource, fn: LambdaFunction): readonly Fix[] {
  const [own, ...others] = groupsOf(networkOf(fn)?.groups ?? { members: [], isComplete: false });
  if (!own || others.length > 0 || own.module !== group.module) return [];
  if ([own, group].some(({ body }) => body.isWritten("count") || body.isWritten("for_each"))) return [];
  const hasBlocks = [...group.body.blocks("ingress"), ...group.body.blocks("egress")].length > 0;
  // groups whose blocks refer to each other are a cycle
  if (hasBlocks && own !== group && dependsOn(own, group) !== "no") return [];
  const edit = hasBlocks
    ? addBlock(
        group.body,
        "ingress",
        inlineRule(own === group ? "self = true" : `security_groups = [${own.address}.id]`),
      )
    : companion(group, "aws_vpc_security_group_ingress_rule", separateRule(group, own))?.edit;
  return suggestionOf(`Let NFS in from ${own}`, edit);
}

function inlineRule(source: string): string {
  return `from_port = ${NFS}
to_port = ${NFS}
protocol = "tcp"
${source}`;
}

function separateRule(group: Resource, own: Resource): string {
  return `security_group_id = ${selfReference(group)}.id
referenced_security_group_id = ${own.address}.id
ip_protocol = "tcp"
from_port = ${NFS}
to_port = ${NFS}`;
}
