import { isAlways } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const ARGUMENT = "allow_unauthenticated_identities";

const example = ({ isOpen }: { readonly isOpen: boolean }) => `resource "aws_cognito_identity_pool" "app" {
  identity_pool_name               = "app"
  ${ARGUMENT} = ${isOpen}
}`;

export default defineRule({
  summary: "An identity pool gives everyone credentials for the account",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_366"] },
  source: "Amazon Cognito developer guide, Identity pools: guest access; AWS Security Hub, Cognito.2 (2026-11)",
  why: `Whoever knows the id of the pool, which every client holds, gets credentials of the guest role without signing in. Every
permission that is later added to that role is then granted to everyone.`,
  ignoreWhen: "Visitors who have not signed in need to call AWS, and their role allows nothing beyond that.",
  bad: example({ isOpen: true }),
  good: example({ isOpen: false }),
  check({ stack }) {
    return stack
      .resources("aws_cognito_identity_pool")
      .filter((pool) => isAlways(pool, ARGUMENT, true))
      .map((pool) => ({
        at: pool.body.place(ARGUMENT),
        resource: pool.address,
        message: `${pool} gives credentials to anyone who asks`,
        help: `Set ${ARGUMENT} = false, and make clients sign in`,
      }));
  },
});
