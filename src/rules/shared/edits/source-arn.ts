import type { Permission } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument, suggestValues } from "./arguments.ts";
import { fixOf } from "./fixes.ts";
import { insideOfText, referenceTo, writtenAs } from "./references.ts";

const SOURCE = "source_arn";

/** The same resource's ARN that calls carry; on its own it would match no call. */
export function ofExecution({ body }: Permission, attribute: string): Fix | undefined {
  if (!body.isWritten(SOURCE)) return undefined;
  const written = writtenAs(body, SOURCE).replace(`.${attribute}`, ".execution_arn");
  const text = written.startsWith('"') ? written : `"\${${written}}/*/*"`;
  return fixOf(`Set ${SOURCE} to ${text}`, setArgument(body, SOURCE, text));
}

/** Appends to the text of the argument. */
export function withEnding({ body }: Permission, ending: string): Fix | undefined {
  const inside = insideOfText(body, SOURCE);
  if (inside === undefined) return undefined;
  return fixOf(`Write ${ending} at the end`, setArgument(body, SOURCE, `"${inside}${ending}"`));
}

/** The bucket of an ARN of objects. */
export function withoutObjects({ body }: Permission): Fix | undefined {
  const bucket = insideOfText(body, SOURCE)?.replace(/\/.*$/s, "") ?? "";
  const [, reference] = /^\$\{([\w.-]+)\}$/.exec(bucket) ?? [];
  const text = reference ?? `"${bucket}"`;
  return fixOf(`Set ${SOURCE} to ${text}`, setArgument(body, SOURCE, text));
}

/** The ARN of every call of an API. */
export function forEveryCall({ resource, body }: Permission, api: Resource): readonly Fix[] {
  const name = referenceTo(api, resource);
  return name === undefined ? [] : suggestValues(body, SOURCE, [`"\${${name}.execution_arn}/*/*"`]);
}
