import { basename } from "node:path";
import type { ErrorObject, ValidateFunction } from "ajv";
import { didYouMean } from "../../aws/did-you-mean.ts";
import type { RegisteredRule } from "../../rules/rule.ts";
import { UserError } from "../../user-error.ts";
import { requireRule } from "../selection.ts";
import { type ConfigFile, configSchema, levelSchema } from "./config-file.ts";
import { packageKey } from "./read-config.ts";
import { ruleSchema } from "./rule-schema.ts";

/**
 * Validates a configuration that was read. The error is about the first mistake: where it is, what is there and what
 * would be allowed.
 * @param shown the file's name in messages
 */
export async function checkConfig(
  raw: unknown,
  shown: string,
  registry: readonly RegisteredRule[],
): Promise<ConfigFile> {
  const { default: Ajv } = await import("ajv");
  const ajv = new Ajv({ verbose: true, strict: false });
  const validate = ajv.compile<ConfigFile>(configSchema({ type: "object" }));
  const under = basename(shown) === "package.json" ? packageKey : "";
  if (!validate(raw)) throw wrong(shown, under, validate.errors);
  const ids = registry.map(({ id }) => id);
  const settings = [raw.rules, ...(raw.overrides ?? []).map(({ rules }) => rules)].flatMap((rules) =>
    Object.entries(rules ?? {}),
  );
  const validatorOf = (id: string): ValidateFunction => {
    requireRule(id, ids, shown);
    const rule = registry.find((registered) => registered.id === id);
    return ajv.compile(ruleSchema(rule?.rule.options));
  };
  const validators = new Map<string, ValidateFunction>();
  for (const [id, setting] of settings) {
    const validateRule = validators.get(id) ?? validatorOf(id);
    validators.set(id, validateRule);
    if (!validateRule(setting)) throw wrong(shown, `rules["${id}"]`, validateRule.errors);
  }
  return raw;
}

function wrong(shown: string, under: string, errors: ValidateFunction["errors"]): UserError {
  // before it are the errors of each allowed alternative
  const error = errors?.find(({ keyword }) => keyword === "anyOf") ?? errors?.[0];
  const steps = error?.instancePath.split("/").slice(1) ?? [];
  const place = steps.reduce(
    (outer, step) => (/^\d+$/.test(step) ? `${outer}[${step}]` : [outer, step].filter(Boolean).join(".")),
    under,
  );
  const where = place === "" ? shown : `${shown}: ${place}`;
  if (error?.keyword === "additionalProperties") {
    const key = String(error.params.additionalProperty);
    const allowed = Object.keys(error.parentSchema?.properties ?? {});
    const near = didYouMean(key, allowed);
    return new UserError(
      `${where} has an unknown key "${key}"`,
      near ? `Did you mean ${near}?` : `It may have ${allowed.join(", ")}`,
    );
  }
  if (error?.keyword === "required") return new UserError(`${where} lacks the key "${error.params.missingProperty}"`);
  const got = JSON.stringify(error?.data);
  return new UserError(
    `${where} ${expected(error)}, and is ${got === undefined || got.length > 80 ? "something else" : got}`,
  );
}

function expected(error: ErrorObject | undefined): string {
  switch (error?.keyword) {
    case "enum":
      return `must be one of ${error.params.allowedValues.join(", ")}`;
    case "type":
      // what a rule is set to (`ruleSchema`)
      return error.schemaPath === "#/else/type"
        ? `must be one of ${levelSchema.enum.join(", ")}, or an object with options`
        : `must be ${withArticle(error.params.type)}`;
    case "anyOf":
      return `must be ${(error.schema as readonly Form[]).map(spoken).join(" or ")}`;
    case "minItems":
    case "minLength":
      return "must not be empty";
    default:
      return error?.message ?? "is not right";
  }
}

/** One of several schemas that a value may match. */
interface Form {
  readonly type: string;
  readonly items?: { readonly type: string };
}

function spoken({ type, items }: Form): string {
  return items ? `${withArticle(type)} of ${items.type}s` : withArticle(type);
}

function withArticle(type: string): string {
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}`;
}
