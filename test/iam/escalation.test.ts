import { describe, expect, test } from "vitest";
import { type EscalationPath, escalationPaths } from "../../src/aws/escalation-paths.ts";
import { managedPolicy, managedPolicyPaths, type OneOrMany } from "../../src/aws/managed-policies.ts";
import { ADMINISTRATIVE_POLICIES } from "../../src/aws/managed-policy-risks.ts";
import { matchesWildcard } from "../../src/aws/wildcard.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";

const paths = escalationPaths();

/** The HCL of a role with the actions of a path; `name` is the role's name, which is unique in the module. */
type Variant = (path: EscalationPath, name: string) => string;

const nameOf = ({ id }: EscalationPath) => id.replaceAll("-", "_");

const role = (name: string, more = "") => `resource "aws_iam_role" "${name}" {
  name = "${name}"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
  ${more}
}
`;

type Words = Readonly<Record<string, unknown>>;

const document = (...statements: readonly Words[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

const inline = (name: string, label: string, ...statements: readonly Words[]) => `
resource "aws_iam_role_policy" "${label}" {
  role   = aws_iam_role.${name}.id
  policy = jsonencode(${document(...statements)})
}
`;

const allow = (action: unknown, more: Words = {}): Words => ({
  Effect: "Allow",
  Action: action,
  Resource: "*",
  ...more,
});
const deny = (action: unknown, more: Words = {}): Words => ({ Effect: "Deny", Action: action, Resource: "*", ...more });

/** Allows the path's actions on `*`, together with another policy. */
const beside =
  (statement: (path: EscalationPath) => Words): Variant =>
  (path, name) =>
    role(name) + inline(name, name, allow(path.requires)) + inline(name, `${name}_more`, statement(path));

const open: Readonly<Record<string, Variant>> = {
  "in one statement": (path, name) => role(name) + inline(name, name, allow(path.requires)),

  "in a heredoc, each action a string of its own": (path, name) => `${role(name)}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.name
  policy = <<-EOT
    ${document(...path.requires.map((action) => allow(action)))}
  EOT
}
`,

  "spread over an inline, an attached, a looked up and an exclusive policy": (path, name) => {
    const holders = [
      (action: string, i: number) => inline(name, `${name}_${i}`, allow(action)),
      (action: string, i: number) => `
data "aws_iam_policy_document" "${name}_${i}" {
  statement {
    actions   = ["${action}"]
    resources = ["*"]
  }
}
resource "aws_iam_policy" "${name}_${i}" { policy = data.aws_iam_policy_document.${name}_${i}.json }
resource "aws_iam_role_policy_attachment" "${name}_${i}" {
  role       = aws_iam_role.${name}.name
  policy_arn = aws_iam_policy.${name}_${i}.arn
}
`,
      (action: string, i: number) => `
resource "aws_iam_policy" "${name}_${i}" { policy = jsonencode(${document(allow(action))}) }
resource "aws_iam_policy_attachment" "${name}_${i}" {
  name       = "${name}_${i}"
  roles      = [aws_iam_role.${name}.name]
  policy_arn = aws_iam_policy.${name}_${i}.arn
}
`,
      (action: string, i: number) => `
resource "aws_iam_policy" "${name}_${i}" { policy = jsonencode(${document(allow(action))}) }
resource "aws_iam_role_policy_attachments_exclusive" "${name}_${i}" {
  role_name   = aws_iam_role.${name}.name
  policy_arns = [aws_iam_policy.${name}_${i}.arn]
}
`,
    ];
    return role(name) + path.requires.map((action, i) => holders[i % holders.length]?.(action, i)).join("");
  },

  "in the role's own blocks and lists": (path, name) => `
${path.requires
  .slice(1)
  .map(
    (action, i) => `resource "aws_iam_policy" "${name}_${i}" { policy = jsonencode(${document(allow(action))}) }
`,
  )
  .join("")}
${role(
  name,
  `inline_policy {
    name   = "first"
    policy = jsonencode(${document(allow(path.requires[0]))})
  }
  managed_policy_arns = [${path.requires
    .slice(1)
    .map((_, i) => `aws_iam_policy.${name}_${i}.arn`)
    .join(", ")}]`,
)}`,

  "in documents that are merged": (path, name) => `${role(name)}
${path.requires
  .map(
    (action, i) => `data "aws_iam_policy_document" "${name}_${i}" {
  statement {
    sid       = "s${i}"
    actions   = ["${action}"]
    resources = ["*"]
  }
}
`,
  )
  .join("")}
data "aws_iam_policy_document" "${name}" {
  source_policy_documents = [${path.requires.map((_, i) => `data.aws_iam_policy_document.${name}_${i}.json`).join(", ")}]
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.name
  policy = data.aws_iam_policy_document.${name}.json
}
`,

  "in policies by for_each": (path, name) => `${role(name)}
resource "aws_iam_role_policy" "${name}" {
  for_each = toset(${JSON.stringify(path.requires)})
  role     = aws_iam_role.${name}.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = each.value, Resource = "*" }]
  })
}
`,

  "by a dynamic statement": (path, name) => `${role(name)}
data "aws_iam_policy_document" "${name}" {
  dynamic "statement" {
    for_each = ${JSON.stringify(path.requires)}
    content {
      actions   = [statement.value]
      resources = ["*"]
    }
  }
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.name
  policy = data.aws_iam_policy_document.${name}.json
}
`,

  "in other letters": (path, name) =>
    role(name) + inline(name, name, allow(path.requires.map((action, i) => (i ? action.toUpperCase() : action)))),

  "by wildcards in the actions' names": (path, name) =>
    role(name) +
    inline(name, name, allow(path.requires.map((action) => action.replace(/^([^:]*:.{3}).*(.{2})$/, "$1*$2")))),

  "by question marks": (path, name) =>
    role(name) + inline(name, name, allow(path.requires.map((action) => action.replace(/.$/, "?")))),

  "by all actions of its services": (path, name) =>
    role(name) + inline(name, name, allow(path.requires.map((action) => action.replace(/:.*/, ":*")))),

  "by NotAction": (_, name) =>
    role(name) + inline(name, name, { Effect: "Allow", NotAction: ["s3:*", "dynamodb:*"], Resource: "*" }),

  "by NotResource": (path, name) =>
    role(name) + inline(name, name, { Effect: "Allow", Action: path.requires, NotResource: "arn:aws:s3:::orders/*" }),

  "on patterns of ARNs": (path, name) =>
    role(name) +
    inline(
      name,
      name,
      ...path.requires.map((action) => {
        const service = action.slice(0, action.indexOf(":"));
        // roles with a common prefix are meant to be assumed
        const names = service === "sts" ? "*" : "app-*";
        const resource = /^(?:iam|sts)$/.test(service)
          ? ["role", "user", "group", "policy"].map((kind) => `arn:aws:iam::111122223333:${kind}/${names}`)
          : [
              `arn:aws:${service === "ec2-instance-connect" ? "ec2" : service}:eu-west-1:111122223333:*`,
              "arn:aws:ec2:*:*:*",
            ];
        return allow(action, { Resource: resource });
      }),
    ),

  "by a managed policy": (path, name) => {
    // policies for services and for administrators are left to other rules, or to none
    const policies = managedPolicyPaths().filter(
      (one) => !one.startsWith("service-role/") && !ADMINISTRATIVE_POLICIES.has(one.slice(one.lastIndexOf("/") + 1)),
    );
    const whole = policies.find((one) => allowsAll(one, path.requires));
    const first = path.requires.find((action) => action !== "iam:PassRole") ?? "";
    const part = whole ?? policies.find((one) => allowsAll(one, [first]));
    const rest = whole ? [] : path.requires.filter((action) => action !== (part ? first : undefined));
    return `${role(name)}${rest.length === 0 ? "" : inline(name, `${name}_rest`, allow(rest))}
resource "aws_iam_role_policy_attachment" "${name}" {
  role       = aws_iam_role.${name}.name
  policy_arn = "arn:aws:iam::aws:policy/${part ?? "ReadOnlyAccess"}"
}
`;
  },

  "under a condition that may hold": (path, name) =>
    role(name) +
    inline(name, name, allow(path.requires, { Condition: { StringEquals: { "aws:ResourceTag/team": "orders" } } })),

  "until a day to come": (path, name) =>
    role(name) +
    inline(
      name,
      name,
      allow(path.requires, { Condition: { DateLessThan: { "aws:CurrentTime": "2199-01-01T00:00:00Z" } } }),
    ),

  "passing the role to any service": (path, name) =>
    role(name) +
    inline(
      name,
      name,
      allow(path.requires.filter((action) => action !== "iam:PassRole").concat("logs:PutLogEvents")),
      allow("iam:PassRole", { Condition: { StringLike: { "iam:PassedToService": "*.amazonaws.com" } } }),
    ),

  "with a Deny on one resource": beside(({ requires }) =>
    deny(requires, { Resource: "arn:aws:iam::111122223333:role/one" }),
  ),

  "with a Deny under a condition": beside(({ requires }) =>
    deny(requires, { Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } }),
  ),

  "with a Deny that has come to an end": beside(({ requires }) =>
    deny(requires, { Condition: { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } } }),
  ),

  "with a Deny on something else": beside(() => deny("s3:*")),

  "within a boundary that leaves it": (path, name) => `
resource "aws_iam_policy" "${name}" {
  policy = jsonencode(${document(allow("*"), deny("organizations:*"))})
}
${role(name, `permissions_boundary = aws_iam_policy.${name}.arn`)}
${inline(name, name, allow(path.requires))}`,
};

const closed: Readonly<Record<string, Variant>> = {
  "one action is missing": (path, name) => role(name) + inline(name, name, allow(without(path))),

  "denied in the same policy": (path, name) =>
    role(name) + inline(name, name, allow(path.requires), deny(path.requires)),

  "denied in another policy, by wildcards": beside(({ requires }) =>
    deny(requires.map((action) => action.replace(/:(.).*/, ":$1*"))),
  ),

  "denied by NotAction": beside(() => ({ Effect: "Deny", NotAction: ["s3:*", "logs:*"], Resource: "*" })),

  "denied by NotResource": beside(({ requires }) => ({
    Effect: "Deny",
    Action: requires,
    NotResource: "arn:aws:s3:::orders/*",
  })),

  "denied by a managed policy": (path, name) => `${role(name)}${inline(name, name, allow(path.requires))}
resource "aws_iam_role_policy_attachment" "${name}" {
  role       = aws_iam_role.${name}.name
  policy_arn = "arn:aws:iam::aws:policy/AWSDenyAll"
}
`,

  "denied on all of the resources' kind": beside(({ requires }) =>
    deny(requires, { Resource: [...new Set(requires.flatMap(kindsOf))] }),
  ),

  "allowed under a condition that is never true": (path, name) =>
    role(name) +
    inline(
      name,
      name,
      allow(path.requires, { Condition: { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } } }),
    ),

  "allowed on resources of another service": (path, name) =>
    role(name) + inline(name, name, allow(path.requires, { Resource: ["arn:aws:s3:::orders/*", "arn:aws:sqs:*:*:*"] })),

  "allowed on one resource of each kind": (path, name) =>
    role(name) +
    inline(
      name,
      name,
      ...path.requires.map((action) =>
        allow(action, {
          Resource: kindsOf(action).map((kind) => kind.replace(/\*$/, "one").replaceAll(":*:", ":111122223333:")),
        }),
      ),
    ),

  "allowed on what nobody can change": (path, name) =>
    role(name) + inline(name, name, allow(path.requires, { Resource: "arn:aws:iam::aws:policy/*" })),

  "outside the boundary": (path, name) => `
resource "aws_iam_policy" "${name}" {
  policy = jsonencode(${document(allow(["s3:*", "logs:*"]))})
}
${role(name, `permissions_boundary = aws_iam_policy.${name}.arn`)}
${inline(name, name, allow(path.requires))}`,

  "denied by the boundary": (path, name) => `
resource "aws_iam_policy" "${name}" {
  policy = jsonencode(${document(allow("*"), deny(path.requires))})
}
${role(name, `permissions_boundary = aws_iam_policy.${name}.arn`)}
${inline(name, name, allow(path.requires))}`,

  "outside AWS's own boundary": (path, name) => `
${role(name, 'permissions_boundary = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"')}
${inline(name, name, allow(path.requires))}`,

  "outside a boundary that is over": (path, name) => `
resource "aws_iam_policy" "${name}" {
  policy = jsonencode(${document(
    allow(["s3:*", "logs:*"]),
    allow("*", { Condition: { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } } }),
  )})
}
${role(name, `permissions_boundary = aws_iam_policy.${name}.arn`)}
${inline(name, name, allow(path.requires))}`,

  "left out by NotAction": (path, name) => {
    const others = [...new Set(paths.flatMap(({ requires }) => requires))];
    return (
      role(name) + inline(name, name, { Effect: "Allow", NotAction: [...others, ...path.requires], Resource: "*" })
    );
  },

  "in a policy that is attached to nobody": (path, name) => `${role(name)}
resource "aws_iam_policy" "${name}" { policy = jsonencode(${document(allow(path.requires))}) }
`,
};

/** The actions that a path requires, except one; another path may still be open. */
function without({ requires }: EscalationPath): readonly string[] {
  const [first = "", ...rest] = requires;
  const left = rest.filter((action) => action !== first);
  return isOpenFor(left) ? ["logs:PutLogEvents"] : [...left, "logs:PutLogEvents"];
}

function isOpenFor(actions: readonly string[]): boolean {
  return paths.some(({ requires }) => requires.every((action) => actions.includes(action)));
}

function kindsOf(action: string): readonly string[] {
  const service = action.slice(0, action.indexOf(":"));
  if (service === "iam" || service === "sts")
    return ["role", "user", "group", "policy"].map((kind) => `arn:aws:iam::*:${kind}/*`);
  return [`arn:aws:${service}:*:*:*`, "arn:aws:ec2:*:*:*", "arn:aws:ecs:*:*:*"];
}

function toList(values: OneOrMany | undefined): readonly string[] {
  return values === undefined ? [] : typeof values === "string" ? [values] : values;
}

/** Whether a managed policy allows all of the actions on everything, without conditions and with no Deny. */
function allowsAll(policyPath: string, actions: readonly string[]): boolean {
  const statements = managedPolicy(`arn:aws:iam::aws:policy/${policyPath}`)?.statements ?? [];
  if (policyPath === "AdministratorAccess" || statements.some(({ Effect }) => Effect === "Deny")) return false;
  return actions.every((action) =>
    statements.some(
      ({ Action, Resource, Condition }) =>
        !Condition &&
        toList(Resource).includes("*") &&
        toList(Action).some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase())),
    ),
  );
}

const ESCALATION = ["iam/privilege-escalation"];
/**
 * The rules that report paths: iam/assume-any-role reports statements that allow assuming any role, and
 * iam/wildcard-action what all actions of a service are enough for.
 */
const WITH_ASSUMING = [...ESCALATION, "iam/assume-any-role", "iam/wildcard-action"];

/** The paths whose role has a finding if each path's role is written as a variant says. */
async function foundPaths(variant: Variant, among = paths, only = ESCALATION): Promise<readonly string[]> {
  const main = among.map((path) => variant(path, nameOf(path))).join("\n");
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": main }), {
    only,
    profile: "all",
  });
  expect(findings.filter(({ rule }) => !only.includes(rule))).toEqual([]);
  // a finding about a statement names the policy's resource, whose name begins with that of the role
  const found = new Set(findings.flatMap(({ resource, message }) => [resource, message.split(" ")[0]]));
  return among.filter((path) => found.has(`aws_iam_role.${nameOf(path)}`)).map(({ id }) => id);
}

/** The service that receives the passed role, by the service of the path's next action (API reference of each). */
const TAKES_ROLES: Readonly<Record<string, string>> = {
  apprunner: "tasks.apprunner.amazonaws.com",
  "bedrock-agentcore": "bedrock-agentcore.amazonaws.com",
  cloudformation: "cloudformation.amazonaws.com",
  codebuild: "codebuild.amazonaws.com",
  datapipeline: "datapipeline.amazonaws.com",
  ec2: "ec2.amazonaws.com",
  ecs: "ecs-tasks.amazonaws.com",
  glue: "glue.amazonaws.com",
  lambda: "lambda.amazonaws.com",
  sagemaker: "sagemaker.amazonaws.com",
  scheduler: "scheduler.amazonaws.com",
  states: "states.amazonaws.com",
};

const passing = paths.filter(({ requires }) => requires.includes("iam:PassRole"));

/** Whether a path depends on passing a role: something that runs already can be taken over without it. */
const needsTheRole = ({ requires }: EscalationPath) =>
  !isOpenFor(requires.filter((action) => action !== "iam:PassRole"));

const passedTo =
  (serviceOf: (prefix: string) => string | undefined): Variant =>
  (path, name) => {
    const others = path.requires.filter((action) => action !== "iam:PassRole");
    const Condition = { StringEquals: { "iam:PassedToService": serviceOf(others[0]?.split(":")[0] ?? "") } };
    return role(name) + inline(name, name, allow(others), allow("iam:PassRole", { Condition }));
  };

const allIds = paths.map(({ id }) => id);

test("there are 87 paths", () => {
  expect(paths).toHaveLength(87);
});

describe("each path is found", () => {
  test.each(Object.entries(open))("%s", async (_, variant) => {
    expect(await foundPaths(variant, paths, WITH_ASSUMING)).toEqual(allIds);
  });
});

describe("no path is found", () => {
  test.each(Object.entries(closed))("%s", async (_, variant) => {
    expect(await foundPaths(variant)).toEqual([]);
  });
});

describe("a passed role", () => {
  test("makes a path if it is passed to the service that the path uses", async () => {
    const open = passedTo((prefix) => TAKES_ROLES[prefix]);
    expect(await foundPaths(open, passing)).toEqual(passing.map(({ id }) => id));
  });

  test("makes no path if it is passed to another service", async () => {
    expect(
      await foundPaths(
        passedTo(() => "transfer.amazonaws.com"),
        passing.filter(needsTheRole),
      ),
    ).toEqual([]);
  });

  test("makes no path if only one given role can be passed", async () => {
    const closed: Variant = (path, name) => {
      const others = path.requires.filter((action) => action !== "iam:PassRole");
      return `${role(name)}${role(`${name}_passed`)}
data "aws_iam_policy_document" "${name}" {
  statement {
    actions   = ${JSON.stringify(others)}
    resources = ["*"]
  }
  statement {
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.${name}_passed.arn]
  }
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.name
  policy = data.aws_iam_policy_document.${name}.json
}
`;
    };
    expect(await foundPaths(closed, passing.filter(needsTheRole))).toEqual([]);
  });
});

test("each finding names a path that its role has", async () => {
  const main = paths.map((path) => open["in one statement"]?.(path, nameOf(path)) ?? "").join("\n");
  const findings = await lintDirectory(temporaryDirectory({ "main.tf": main }), { only: ["iam/privilege-escalation"] });
  for (const { message, resource } of findings) {
    const named = paths.find(({ id }) => message.includes(`(path ${id})`));
    const own = paths.find((path) => resource === `aws_iam_role.${nameOf(path)}`);
    expect(
      named?.requires.every((action) => own?.requires.includes(action)),
      message,
    ).toBe(true);
  }
});
