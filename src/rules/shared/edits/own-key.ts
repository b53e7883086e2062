import type { BlockValue, Resource } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument } from "./arguments.ts";
import { companion } from "./companion.ts";
import { suggestionOf } from "./fixes.ts";
import { referenceTo } from "./references.ts";

/**
 * Suggestions that encrypt a resource's content with a customer managed key: an existing one of the module, or a new
 * one next to the resource.
 */
export function suggestKey(resource: Resource, argument: string, { what, of }: Encrypted): readonly Fix[] {
  const { body, module } = resource;
  const keys = module.resourcesOf("aws_kms_key").filter(isForAnything);
  const references = new Set(keys.flatMap((key) => referenceTo(key, resource) ?? []));
  const [own] = references;
  const existing =
    references.size === 1 && own ? suggestionOf(`Encrypt it with ${own}`, keyEdit(body, argument, own)) : [];
  if (existing.length > 0) return existing;
  const owner = GENERAL_NAMES.has(resource.name) ? of : resource.name;
  const content = `description = "Encrypts ${what} of ${owner}"\nenable_key_rotation = true`;
  const key = companion(resource, "aws_kms_key", content);
  return suggestionOf(
    "Encrypt it with a new key, which costs a dollar a month",
    key && keyEdit(body, argument, key.reference),
    key?.edit,
  );
}

/** What a key encrypts, in words: `the environment` of `the function`. */
interface Encrypted {
  readonly what: string;
  readonly of: string;
}

/** Names that modules give to the only resource of a type, and that say nothing in a description. */
const GENERAL_NAMES: ReadonlySet<string> = new Set(["this", "main", "default", "self", "function", "lambda", "secret"]);

function keyEdit(body: BlockValue, argument: string, key: string) {
  return setArgument(body, argument, `${key}.arn`);
}

/** A symmetric key whose use is controlled by IAM, as without a policy of its own. */
function isForAnything({ body }: Resource): boolean {
  return ["policy", "key_usage", "key_spec", "customer_master_key_spec"].every((name) => !body.isWritten(name));
}
