import { type FunctionTable, lenient, strict } from "./definition.ts";
import { text } from "./parameters.ts";
import type { Plain } from "./plain.ts";
import { invalid } from "./refusal.ts";
import { joinParts, textParts } from "./text-parts.ts";

/** The parts of an ARN after "arn", in order. */
const PARTS = ["partition", "service", "region", "account_id", "resource"] as const;

/** Functions of hashicorp/aws, after internal/function of its repository (6.66, 2026-11). */
export const awsFunctions: FunctionTable = {
  "provider::aws::arn_build": lenient(PARTS.length, PARTS.length, ({ place }, ...parts) =>
    joinParts(["arn", ...parts.map((part) => [":", ...textParts(part)])].flat(), place),
  ),
  "provider::aws::arn_parse": strict([text], (arn) => new Map(PARTS.map((name, i) => [name, sections(arn)[i] ?? ""]))),
  "provider::aws::trim_iam_role_path": strict([text], withoutPath),
  "provider::aws::user_agent": strict([text, text, text], (product, version, comment) =>
    product === ""
      ? invalid()
      : `${product}${version === "" ? "" : `/${version}`}${comment === "" ? "" : ` (${comment})`}`,
  ),
};

/** The parts after "arn:"; the last one, the resource, may contain colons. */
function sections(arn: string): readonly string[] {
  const [first, ...others] = arn.split(":");
  if (first !== "arn" || others.length < PARTS.length) return invalid();
  const last = PARTS.length - 1;
  return [...others.slice(0, last), others.slice(last).join(":")];
}

function withoutPath(arn: string): Plain {
  const [partition, service, region, account, resource = ""] = sections(arn);
  if (service !== "iam" || region !== "" || !resource.startsWith("role/")) return invalid();
  return `arn:${partition}:iam::${account}:role/${resource.split("/").at(-1)}`;
}
