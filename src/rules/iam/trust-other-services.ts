import { toGlobalPrincipal } from "../../aws/principals.ts";
import { grouped } from "../../grouped.ts";
import type { Role } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** Lambda's other principals: at the edge, and for replicating functions there. */
const LAMBDA: ReadonlySet<string> = new Set([
  "lambda.amazonaws.com",
  "edgelambda.amazonaws.com",
  "replicator.lambda.amazonaws.com",
]);

const example = (services: string) => `resource "aws_iam_role" "worker" {
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ${services} } }]
  })
}`;

export default defineRule({
  summary: "A function's role can be assumed by other services",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda developer guide, Defining Lambda function permissions with an execution role (2026-11)",
  why: `A role that a function shares with instances, tasks or state machines has the permissions that all of them need, and each
can do what the others may. The trust policy of a function's role should name Lambda and nothing else.`,
  ignoreWhen: "The role has to be shared because the other services cannot be given another one.",
  bad: example('["lambda.amazonaws.com", "ec2.amazonaws.com"]'),
  good: example('["lambda.amazonaws.com", "edgelambda.amazonaws.com"]'),
  check({ stack }) {
    const trusts = stack.roles.flatMap((role) => {
      const services = servicesOf(role);
      const others = services.filter(({ name }) => !LAMBDA.has(name));
      const [first] = others;
      if (!first || !services.some(({ name }) => name === "lambda.amazonaws.com")) return [];
      return [{ role, at: first.at, others: others.map(({ name }) => name).join(", ") }];
    });
    // one document may be the trust policy of many roles
    return [...grouped(trusts, ({ at }) => [`${at.file.path}:${at.start}`]).values()].flatMap((sharing) => {
      const isUsed = ({ role }: (typeof sharing)[number]) => stack.functionsOf(role).length > 0;
      const trust = sharing.find(isUsed) ?? sharing[0];
      if (!trust) return [];
      const { role, at, others } = trust;
      const roles = new Set(
        sharing.map(({ role: { resource } }) => `${resource.module.address}.${resource.type}.${resource.name}`),
      );
      const more =
        roles.size > 1
          ? ` (and ${roles.size - 1} more ${roles.size === 2 ? "role" : "roles"} with this trust policy)`
          : "";
      return [
        {
          at,
          resource: role.resource.address,
          message: isUsed(trust)
            ? `${role} is a function's role, and ${others} may assume it too${more}`
            : `Lambda may assume ${role}, and ${others} may too${more}`,
          help: "Create a separate role for each service, with what that service needs",
        },
      ];
    });
  },
});

function servicesOf({ trust }: Role) {
  const statements = trust?.statements.filter(({ effect }) => effect === "Allow") ?? [];
  return statements.flatMap(({ principals }) =>
    principals.flatMap(({ type, identifier }) => {
      const text = type === "Service" ? stringOf(identifier) : undefined;
      return text === undefined ? [] : [{ name: toGlobalPrincipal(text), at: identifier.place }];
    }),
  );
}
