import { allReferences, isAlways, knownSuffix, type Place, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { isOfSecret, isSecretName } from "../shared/secrets/secret-name.ts";

/** Attributes that are secrets, whatever they are used for. */
const SECRETS: ReadonlyMap<string, readonly string[]> = new Map([
  ["random_password", ["result"]],
  ["tls_private_key", ["private_key_pem", "private_key_openssh", "private_key_pem_pkcs8"]],
  ["aws_secretsmanager_secret_version", ["secret_string"]],
  ["aws_secretsmanager_random_password", ["random_password"]],
  ["aws_iam_access_key", ["secret", "ses_smtp_password_v4"]],
  ["aws_db_instance", ["password"]],
  ["aws_rds_cluster", ["master_password"]],
]);

const example = (type: string) => `variable "password" {
  type      = string
  sensitive = true
}

resource "aws_ssm_parameter" "password" {
  name  = "/orders/db/password"
  type  = "${type}"
  value = var.password
}`;

export default defineRule({
  summary: "A parameter that holds a secret is not encrypted",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_34"] },
  source: "AWS Systems Manager user guide, Parameter Store: SecureString parameters (2026-11)",
  why: `Whoever may list and read parameters can read a String, and in many accounts everyone may: the policy ReadOnlyAccess allows
it. A SecureString also requires permission to decrypt with its key, and costs no more.`,
  ignoreWhen: "The value is a name or an address and not a secret, despite the parameter's name.",
  bad: example("String"),
  good: example("SecureString"),
  check({ stack }) {
    return stack
      .resources("aws_ssm_parameter")
      .filter((parameter) => isInClear(parameter) && holdsSecret(parameter))
      .map((parameter) => ({
        at: parameter.body.place("type"),
        resource: parameter.address,
        message: `${parameter} keeps a secret in plain text`,
        help: 'Set type = "SecureString", and allow the function to decrypt with the key of the parameter',
        suggestions: suggestValues(parameter.body, "type", ['"SecureString"']),
      }));
  },
});

function isInClear(parameter: Resource): boolean {
  return ["String", "StringList"].some((type) => isAlways(parameter, "type", type));
}

/** The last name in what is written: `db_secret_arn` of `module.db.db_secret_arn`. */
function writtenName({ file, start, end }: Place): string {
  const [word = ""] = /(?<![\w-])[\w-]+$/.exec(file.text.slice(start, end)) ?? [];
  return word.replace(/^[\d-]+/, "");
}

/**
 * A value of which nothing is known but its name, or that it is kept under; what is written out is the business of
 * secrets/in-argument.
 */
function holdsSecret({ body }: Resource): boolean {
  const value = body.value("value");
  const references = allReferences(value);
  if (references.some(({ resource, path: [attribute] }) => SECRETS.get(resource.type)?.includes(String(attribute))))
    return true;
  if (value.kind !== "unknown" || references.length > 0) return false;
  const written = writtenName(body.place("value"));
  const kept = knownSuffix(body.value("name")).split("/").at(-1) ?? "";
  return !isOfSecret(written) && (isSecretName(written) || isSecretName(kept));
}
