import { fixedText, type Stack } from "../../lambda/index.ts";
import {
  ignoredChanges,
  isLeftOut,
  type Resource,
  referenceChain,
  stringOf,
  writtenDependencies,
} from "../../terraform/index.ts";
import { defineRule, type Edit, type RuleFinding } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { namedPackages, packageHolders, referredPackage } from "../shared/resources/package-holders.ts";

const VERSIONS = ["source_code_hash", "code_sha256", "s3_object_version"];
/** A layer has no code_sha256 argument. */
const LAYER_VERSIONS = ["source_code_hash", "s3_object_version"];
const CODE = ["filename", "s3_bucket", "s3_key", ...VERSIONS, "source", "source_hash", "etag"];

export default defineRule({
  summary: "Changed code would not be deployed, because nothing in the configuration changes with it",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS provider 6.66.0, aws_lambda_function, aws_lambda_layer_version: source_code_hash, s3_object_version; aws_s3_object: source_hash",
  why: `Terraform compares the name of the package, not its content. A new package under the same name is no change: the apply
succeeds, and the old code keeps running.`,
  ignoreWhen: "Code is deployed by other means; then lifecycle { ignore_changes } should say so.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name    = "orders"
  role             = aws_iam_role.orders.arn
  runtime          = "nodejs24.x"
  handler          = "index.handler"
  filename         = "orders.zip"
  source_code_hash = filebase64sha256("orders.zip")
}`,
  check({ stack }) {
    const uploads = new Set(packageHolders(stack).flatMap((holder) => referredPackage(holder) ?? []));
    return [
      ...[...uploads].flatMap(staleUpload),
      ...packageHolders(stack).flatMap((holder) => {
        const { address, body, module, type } = holder;
        const argument = body.isSet("filename") === "yes" ? "filename" : "s3_key";
        if (body.isSet(argument) !== "yes" || isDeployedOtherwise(holder)) return [];
        // whoever uploads packages to the bucket also tells Lambda about them
        if (argument === "s3_key" && packagesAt(holder, stack).some(isDeployedOtherwise)) return [];
        const versions = type === "aws_lambda_function" ? VERSIONS : LAYER_VERSIONS;
        if (versions.some((name) => !isLeftOut(holder, name))) return [];
        const origin = fixedText(body.value(argument), module);
        // an empty default means that there is another source of the code
        if (!origin || !body.string(argument) || isStandIn(body.string(argument) ?? "")) return [];
        return [
          {
            at: body.place(argument),
            // a caller may give each release its own name
            severity: origin === "default" ? ("info" as const) : undefined,
            resource: address,
            message: `${holder} takes its code from ${body.string(argument)}, and new code under that name would not be deployed`,
            help:
              argument === "filename"
                ? isBuiltInApply(holder, body.string("filename"))
                  ? "Let archive_file make the package, and set source_code_hash to its output_base64sha256: a command runs after the plan, which needs the hash"
                  : "Set source_code_hash to the package's hash"
                : "Set s3_object_version (in a versioned bucket), or source_code_hash, or give each release a key of its own",
            ...(argument === "filename" && hashEdit(holder, archiveAt(holder))),
          },
        ];
      }),
    ];
  },
});

/** Arguments that tell Terraform when the content of an object has changed. */
const CONTENTS = ["etag", "source_hash", "content", "content_base64"];

/** The objects in the configuration from which a resource takes its package, by reference or by the same name. */
function packagesAt(holder: Resource, stack: Stack): readonly Resource[] {
  const referred = referredPackage(holder);
  return [...(referred ? [referred] : []), ...namedPackages(holder, stack)];
}

/** A package that is uploaded once: Terraform does not read it again while its name stays the same. */
function staleUpload(object: Resource): RuleFinding[] {
  const { address, body, module } = object;
  const source = body.value("source");
  const path = source.via?.resource.type === "archive_file" ? source.via.resource.body.value("output_path") : source;
  const origins = [fixedText(body.value("key"), module), fixedText(path, module)];
  if (isDeployedOtherwise(object) || CONTENTS.some((name) => !isLeftOut(object, name))) return [];
  if (mayHoldHash(object)) return [];
  if (origins.some((origin) => origin === undefined) || isStandIn(stringOf(path) ?? "")) return [];
  return [
    {
      at: body.place("source"),
      severity: origins.includes("default") ? ("info" as const) : undefined,
      resource: address,
      message: `${object} uploads ${stringOf(path)} once, and new code under that name would not be uploaded`,
      help: isBuiltInApply(object, body.string("source"))
        ? "Set source_hash to a hash of what the command makes the package of"
        : "Set source_hash to the package's hash, such as filemd5(…) or output_md5 of its archive_file",
      suggestions: suggestionOf("Set source_hash", sourceHash(object)),
    },
  ];
}

/**
 * Whether the metadata of an object may change with the package, which uploads it again (AWS provider 6.66.0,
 * hasObjectContentChanges of aws_s3_object).
 */
function mayHoldHash(object: Resource): boolean {
  if (isLeftOut(object, "metadata")) return false;
  const metadata = object.body.value("metadata");
  return metadata.kind !== "object" || [...metadata.entries.values()].some((text) => !fixedText(text, object.module));
}

function isDeployedOtherwise(holder: Resource): boolean {
  const ignored = ignoredChanges(holder);
  if (ignored === "all" || CODE.some((name) => ignored.has(name))) return true;
  return holder.body.block("lifecycle")?.isWritten("replace_triggered_by") ?? false;
}

/** The module's archive_file that writes a package to the path which a resource names. */
function archiveAt({ body, module }: Resource): Resource | undefined {
  const path = body.string("filename");
  return module
    .dataOf("archive_file")
    .find((archive) => path !== undefined && archive.body.string("output_path") === path);
}

/** Adds the hash of what an object uploads, or of its archive if Terraform creates that. */
function sourceHash(object: Resource): Edit | undefined {
  const { body, type } = object;
  const { file, ...span } = body.place("source");
  const written = file.slice(span);
  if (type !== "aws_s3_object" || written.includes("\n")) return undefined;
  const isArchive = /^data\.archive_file\.[\w-]+(?:\[[^\]]*\])?\.output_path$/.test(written);
  if (!isArchive && isBuiltInApply(object, body.string("source"))) return undefined;
  const hash = isArchive ? written.replace(/output_path$/, "output_md5") : `filemd5(${written})`;
  return setArgument(body, "source_hash", hash, "source");
}

/** Setting the hash is only a suggestion if the package does not exist yet and Terraform would fail to read it. */
function hashEdit(
  holder: Resource,
  writer: Resource | undefined,
): Pick<RuleFinding, "fix" | "suggestions"> | undefined {
  const { body, module } = holder;
  const { file, start, end } = body.place("filename");
  const written = file.text.slice(start, end);
  const archive = referenceChain(body.value("filename")).some(({ resource }) => resource.type === "archive_file");
  const isArchive = archive && /^data\.archive_file\.[\w-]+(?:\[[^\]]*\])?\.output_path$/.test(written);
  const isPlain = /^"(?:\$\{path\.\w+\})?[^"$%\\]*"$/.test(written);
  if (!isArchive && !writer && (written.includes("\n") || written.startsWith("<<"))) return undefined;
  // if Terraform creates the package, it may not exist yet when functions are evaluated
  const ofWriter = writer && `${writer.address.slice(writer.address.indexOf("data."))}.output_base64sha256`;
  const hash = isArchive
    ? written.replace(/output_path$/, "output_base64sha256")
    : (ofWriter ?? `filebase64sha256(${written})`);
  const edit = setArgument(body, "source_code_hash", hash, "filename");
  if (!edit) return undefined;
  const change = { title: "Set source_code_hash", edits: [edit] };
  if (!isArchive && !writer && isBuiltInApply(holder, body.string("filename"))) return undefined;
  const isThere =
    isArchive || writer !== undefined || (isPlain && module.files.exists(body.string("filename") ?? "") === true);
  return isThere ? { fix: change } : { suggestions: [change] };
}

/** Whether a package may be made by a command that Terraform runs before it creates what uses the package. */
function isBuiltInApply(user: Resource, path: string | undefined): boolean {
  if (path !== undefined && user.module.files.exists(path) === true) return false;
  return [...writtenDependencies(user)].some(
    ({ mode, body }) => mode === "managed" && body.hasBlock("provisioner") !== "no",
  );
}

/** Whether a package's name shows that the code is elsewhere: in a layer, or deployed separately. */
function isStandIn(path: string): boolean {
  return /(?:^|[^a-z])(?:placeholder|dummy)/i.test(path.slice(path.lastIndexOf("/") + 1));
}
