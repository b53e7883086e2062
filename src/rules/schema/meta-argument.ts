import { type Block, type Expression, isIdentifier, type SourceFile } from "../../hcl/index.ts";
import { type ConfigurationFile, distinctDirectories, type Place, placeOf, toBool } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf, plainText, writtenPath } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "A name, lifecycle or depends_on is written in a way that Terraform refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Resources: meta-arguments; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform reads these before it evaluates anything: they accept keywords and references but no expressions, and names must
begin with a letter. Anything else stops init and validate.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"

  lifecycle {
    ignore_changes = ["*"]
  }
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"

  lifecycle {
    ignore_changes = all
  }
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => parsedFilesOf(module).flatMap(judgeFile));
  },
});

const NAMED: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module", "variable", "output", "check"]);
const REPEATED: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module"]);
const WITH_META: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module", "output"]);

function judgeFile({ parsed, source }: ConfigurationFile): readonly RuleFinding[] {
  return parsed.body.items.flatMap((item) => {
    if (item.kind !== "block") return [];
    return [
      ...(NAMED.has(item.type) ? nameFaults(item, source) : []),
      ...(item.type === "provider" ? aliasFaults(item, source) : []),
      ...(WITH_META.has(item.type) ? dependencyFaults(item, source) : []),
      ...lifecycleFaults(item, source),
      ...providerFaults(item, source),
    ];
  });
}

function nameFaults({ labels }: Block, source: SourceFile): readonly RuleFinding[] {
  return labels
    .filter(({ value }) => !isIdentifier(value))
    .map((label) => ({
      at: placeOf(label, source),
      message: `"${label.value.slice(0, 40)}" is not a valid name: names begin with a letter or an underscore, followed by letters, digits, - and _`,
      help: "Give it another name",
    }));
}

function aliasFaults(block: Block, source: SourceFile): readonly RuleFinding[] {
  const alias = argumentOf(block, "alias");
  const text = alias && plainText(alias.expression);
  if (!alias || text === undefined || isIdentifier(text)) return [];
  return [
    {
      at: placeOf(alias.expression, source),
      message: `${JSON.stringify(text)} is not a valid name: names begin with a letter or an underscore, followed by letters, digits, - and _`,
      help: "Give the configuration another name",
    },
  ];
}

function dependencyFaults(block: Block, source: SourceFile): readonly RuleFinding[] {
  const written = argumentOf(block, "depends_on");
  if (!written) return [];
  const { expression } = written;
  if (expression.kind !== "tuple") {
    return [
      {
        at: placeOf(expression, source),
        message: "depends_on takes a literal list, not an expression",
        help: "Write [ … ] with the addresses in it",
      },
    ];
  }
  return expression.elements.flatMap((element) => {
    const address = attributeOfResource(element);
    if (address === undefined) return [];
    return [
      {
        at: placeOf(element, source),
        message: `depends_on takes ${address} as a whole, not one of its attributes`,
        help: `Write ${address}`,
      },
    ];
  });
}

/**
 * The address of a resource of which an expression takes an attribute; undefined where it takes none, or is something
 * else.
 */
function attributeOfResource(expression: Expression): string | undefined {
  const path = writtenPath(expression);
  const [root, ...more] = path;
  if (root === undefined || ["var", "local", "module", "path", "each", "self", "terraform"].includes(root))
    return undefined;
  const length = root === "data" || root === "ephemeral" ? 3 : 2;
  return more.length >= length ? path.slice(0, length).join(".") : undefined;
}

function lifecycleFaults(block: Block, source: SourceFile): readonly RuleFinding[] {
  if (block.type !== "resource") return [];
  const [first, ...more] = block.body.items.filter(
    (item): item is Block => item.kind === "block" && item.type === "lifecycle",
  );
  if (!first) return [];
  return [
    ...more.map(({ typeSpan }) => ({
      at: placeOf(typeSpan, source),
      message: "A resource may have only one lifecycle block, and this is another",
      help: "Merge the two",
    })),
    ...[first, ...more].flatMap((lifecycle) => [
      ...lifecycle.labels.slice(0, 1).map((label) => ({
        at: placeOf(label, source),
        message: "A lifecycle block has no labels",
        help: "Remove the label",
      })),
      ...ignoreFaults(lifecycle, source),
      ...triggerFaults(lifecycle, source),
      ...constantFaults(lifecycle, source),
    ]),
  ];
}

function ignoreFaults(lifecycle: Block, source: SourceFile): readonly RuleFinding[] {
  const written = argumentOf(lifecycle, "ignore_changes");
  if (!written) return [];
  const { expression } = written;
  const at: Place = placeOf(expression, source);
  if (expression.kind === "tuple") {
    return expression.elements
      .filter((element) => plainText(element) === "*")
      .map(() => ({ at, message: 'ignore_changes does not accept "*"', help: "Write ignore_changes = all" }));
  }
  const isAll = (expression.kind === "variable" ? expression.name : plainText(expression)) === "all";
  if (expression.kind === "variable" && isAll) return [];
  return [
    {
      at,
      message: "ignore_changes takes the keyword all or a literal list",
      help: isAll ? "Write ignore_changes = all" : "Write [ … ] with the names of arguments",
    },
  ];
}

/** Whether a resource is made before the old one goes, orders the whole graph: it is known before any value is. */
function constantFaults(lifecycle: Block, source: SourceFile): readonly RuleFinding[] {
  const written = argumentOf(lifecycle, "create_before_destroy");
  if (!written) return [];
  const text = plainText(written.expression);
  const isOther = text !== undefined && toBool(text) === undefined;
  if (writtenPath(written.expression).length < 2 && !isOther) return [];
  return [
    {
      at: placeOf(written.expression, source),
      message: isOther
        ? `create_before_destroy is ${JSON.stringify(text)}, but must be true or false`
        : "create_before_destroy must be a constant",
      help: "Write true or false",
    },
  ];
}

function triggerFaults(lifecycle: Block, source: SourceFile): readonly RuleFinding[] {
  const written = argumentOf(lifecycle, "replace_triggered_by");
  if (!written || written.expression.kind === "tuple") return [];
  return [
    {
      at: placeOf(written.expression, source),
      message: "replace_triggered_by takes a literal list",
      help: "Write [ … ] with resources and their attributes",
    },
  ];
}

function providerFaults(block: Block, source: SourceFile): readonly RuleFinding[] {
  const [name, isTaken, wanted] =
    block.type === "module"
      ? (["providers", isProviderMap, "{ … } with a provider configuration for each name"] as const)
      : (["provider", isProviderName, "the name of a provider, or of a configuration: aws.west"] as const);
  const written = REPEATED.has(block.type) ? argumentOf(block, name) : undefined;
  if (!written || isTaken(written.expression)) return [];
  return [
    {
      at: placeOf(written.expression, source),
      message: `${name} is read before any value is known, so it takes no expression`,
      help: `Write ${wanted}`,
    },
  ];
}

function isProviderMap({ kind }: Expression): boolean {
  return kind === "object";
}

/** What begins a reference to something that is no provider. */
const NO_PROVIDERS: ReadonlySet<string> = new Set("var local module data each count path self".split(" "));

/** OpenTofu takes an instance of a configuration too: aws.west[each.key]. */
function isProviderName(expression: Expression): boolean {
  if (expression.kind === "template") return true;
  if (expression.kind === "index")
    return expression.object.kind === "attribute-access" && isProviderName(expression.object);
  const [root, ...more] = writtenPath(expression);
  return root !== undefined && more.length < 2 && !NO_PROVIDERS.has(root);
}
