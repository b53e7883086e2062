import { mayRunFrom, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** The first version with ephemeral resources, which are not stored. */
const FIRST_WITH_EPHEMERAL = [1, 10];

/** What Terraform generates and then keeps, and what to do instead. */
const GENERATED: ReadonlyMap<string, { readonly what: string; readonly help: string }> = new Map([
  [
    "tls_private_key",
    { what: "the private key", help: 'Let ACM or KMS make and keep the key, or use ephemeral "tls_private_key"' },
  ],
  [
    "random_password",
    {
      what: "the password",
      help: 'Use ephemeral "random_password" with a write-only argument, or let AWS make the password',
    },
  ],
  [
    "aws_iam_access_key",
    { what: "the secret key", help: "Let machines assume a role, by OIDC outside of AWS; else set pgp_key" },
  ],
]);

export default defineRule({
  summary: "A key or password is generated, and kept in the state",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["aws_iam_access_key_forbidden"] },
  source: "Terraform language, Ephemeral resources (Terraform 1.10, OpenTofu 1.11); TLS and random providers (2026-11)",
  why: `The state holds it in clear, for all who may read the state, in every older version of it too. What it opens is as safe as the
bucket of the state, and has to be replaced when somebody leaves who could read that.`,
  ignoreWhen: "The state is guarded like a vault, or what it opens is of no use to anyone.",
  bad: `resource "tls_private_key" "signer" {
  algorithm = "RSA"
}`,
  good: `ephemeral "tls_private_key" "signer" {
  algorithm = "RSA"
}`,
  check({ stack }) {
    const mayBeEphemeral = mayRunFrom(FIRST_WITH_EPHEMERAL, stack.root);
    return [...GENERATED].flatMap(([type, { what, help }]) =>
      stack
        .resources(type)
        .filter(() => type === "aws_iam_access_key" || mayBeEphemeral)
        .filter((resource) => !isEncrypted(resource))
        .map((resource) => ({
          at: resource.body.place(),
          resource: resource.address,
          message: `${resource} keeps ${what} in the state`,
          help,
        })),
    );
  },
});

function isEncrypted({ body }: Resource): boolean {
  return body.isSet("pgp_key") !== "no";
}
