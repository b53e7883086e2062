import { isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { addBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (more: string) => `resource "aws_efs_access_point" "models" {
  file_system_id = "fs-0a1b2c3d4e5f60718"

  posix_user {
    uid = 1000
    gid = 1000
  }${more}
}`;

export default defineRule({
  summary: "An access point exposes the whole file system, or lets its users choose their own identity",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_329", "CKV_AWS_330"] },
  source: "AWS Security Hub user guide, controls EFS.3 and EFS.4; AWS Lambda developer guide, file systems (2026-11)",
  why: `Whoever mounts an access point sees its folder and nothing above it, as the user that it sets. Without a folder each
function can read what all the others wrote; without a user, or as root, it can change it too.`,
  ignoreWhen: "Only one function uses the file system.",
  bad: example(""),
  good: example(`

  root_directory {
    path = "/models"

    creation_info {
      owner_uid   = 1000
      owner_gid   = 1000
      permissions = "750"
    }
  }`),
  check({ stack }) {
    return stack.resources("aws_efs_access_point").flatMap((point) => [...ofFolder(point), ...ofUser(point)]);
  },
});

function ofFolder(point: Resource): RuleFinding[] {
  const { address, body } = point;
  const folder = body.block("root_directory");
  const isRoot = folder?.isCertain && folder.string("path") === "/" && !isCallersChoice(point, "path", folder);
  const everyones = body
    .blocks("root_directory")
    .flatMap((block) => block.blocks("creation_info"))
    .filter((info) => /^0?\d\d[2367]$/.test(info.string("permissions") ?? ""))
    .filter((info) => !isCallersChoice(point, "permissions", info))
    .map((info) => ({
      at: info.place("permissions"),
      resource: address,
      message: `Every user may write into the folder of ${address}`,
      help: 'Set permissions to "750"',
      suggestions: suggestValues(info, "permissions", ['"750"']),
    }));
  if (!isRoot && !isLeftOut(point, "root_directory")) return everyones;
  return [
    ...everyones,
    {
      at: folder?.place("path") ?? body.place(),
      resource: address,
      message: `${address} exposes the root of the file system`,
      help: "Add root_directory { path, creation_info } with its own folder",
      suggestions: ownFolder(point),
    },
  ];
}

function ofUser(point: Resource): RuleFinding[] {
  const { address, body } = point;
  const user = body.block("posix_user");
  const isSuperuser = user?.isCertain && user.number("uid") === 0 && !isCallersChoice(point, "uid", user);
  if (!isSuperuser && !isLeftOut(point, "posix_user")) return [];
  return [
    {
      at: user?.place("uid") ?? body.place(),
      resource: address,
      message: isSuperuser ? `${address} lets its users act as root` : `${address} sets no user`,
      help: "Add posix_user { uid, gid } with the owner of the folder",
      suggestions: isSuperuser
        ? suggestionOf(`Set uid to ${OWNER}, ${RENEWED}`, user && setArgument(user, "uid", OWNER))
        : suggestionOf(
            `Make its users act as ${OWNER}, ${RENEWED}`,
            addBlock(body, "posix_user", `uid = ${OWNER}\ngid = ${OWNER}`),
          ),
    },
  ];
}

/** An unprivileged user, as in AWS's examples (AWS Lambda developer guide, Amazon EFS, 2026-11). */
const OWNER = "1000";
/** Neither the folder nor the user of an access point can be changed. */
const RENEWED = "which creates a new access point";

function ownFolder(point: Resource): readonly Fix[] {
  const { body, name } = point;
  const [uid = OWNER, gid = OWNER] = ["uid", "gid"].map((one) => body.block("posix_user")?.number(one)?.toString());
  const info = `creation_info {\nowner_uid = ${uid}\nowner_gid = ${gid}\npermissions = "750"\n}`;
  const path = `/${name.replaceAll("_", "-")}`;
  return suggestionOf(
    `Expose only the folder ${path}, ${RENEWED}`,
    addBlock(body, "root_directory", `path = "${path}"\n\n${info}`),
  );
}
