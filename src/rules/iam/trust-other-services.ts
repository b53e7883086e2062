import { toGlobalPrincipal } from "../../aws/principals.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** Lambda under its other names: at the edge, and where it replicates functions to there. */
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
  why: `A role that a function shares with instances, tasks or state machines needs what all of them need, and each can do what the
others may. The trust policy of a function's role names Lambda and nothing else.`,
  ignoreWhen: "The role must be shared, because it cannot be changed outside.",
  bad: example('["lambda.amazonaws.com", "ec2.amazonaws.com"]'),
  good: example('["lambda.amazonaws.com", "edgelambda.amazonaws.com"]'),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const statements = role.trust?.statements.filter(({ effect }) => effect === "Allow") ?? [];
      const services = statements.flatMap(({ principals }) =>
        principals.flatMap(({ type, identifier }) => {
          const text = stringOf(identifier);
          return type === "Service" && text !== undefined
            ? [{ name: toGlobalPrincipal(text), at: identifier.place }]
            : [];
        }),
      );
      const others = services.filter(({ name }) => !LAMBDA.has(name));
      const [first] = others;
      if (!first || !services.some(({ name }) => name === "lambda.amazonaws.com")) return [];
      return [
        {
          at: first.at,
          resource: role.resource.address,
          message: `${role} is a function's role, and ${others.map(({ name }) => name).join(", ")} may assume it too`,
          help: "Make a role of its own for each service, with what that service needs",
        },
      ];
    });
  },
});
