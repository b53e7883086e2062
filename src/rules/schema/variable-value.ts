import { type Attribute, type Block, visitExpressions } from "../../hcl/index.ts";
import {
  automaticFiles,
  type ConfigurationFile,
  distinctDirectories,
  type Module,
  type Place,
  placeOf,
  referencesIn,
  surroundingsOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { nearName } from "../shared/declarations/near-name.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { misfitPlace, spokenType, typeMisfit } from "../shared/expressions/type-misfit.ts";
import { nullFault, validationFault } from "../shared/expressions/validation-fault.ts";
import { variableType } from "../shared/expressions/variable-type.ts";

export default defineRule({
  summary: "A file of variable values contains something that Terraform does not accept",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Input Variables: variable definitions files; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in plan: such a file may only contain constants that match the types of the variables and pass their
validations. validate does not read it. A value for a variable that is not declared is ignored with a warning.`,
  bad: `# file: variables.tf
variable "zones" {
  type = list(string)
}

output "zones" {
  value = var.zones
}
# file: terraform.tfvars
zones = "eu-west-1a"`,
  good: `# file: variables.tf
variable "zones" {
  type = list(string)
}

output "zones" {
  value = var.zones
}
# file: terraform.tfvars
zones = ["eu-west-1a"]`,
  check({ stack }) {
    return distinctDirectories(stack.modules)
      .filter(({ directory }) => directory.origin !== "plan")
      .flatMap((module) =>
        surroundingsOf(module.directory)
          .variableFiles.filter(({ parsed }) => parsed.errors.length === 0)
          .flatMap((file) => [...new ValuesFile(module, file).faults()]),
      );
  },
});

class ValuesFile {
  private readonly module: Module;
  private readonly file: ConfigurationFile;
  private readonly isAutomatic: boolean;
  /** The values that are written out, and that no later file replaces. */
  private readonly given: ReadonlyMap<string, Value>;
  private readonly varying: ReadonlyMap<Attribute, Varying>;

  constructor(module: Module, file: ConfigurationFile) {
    this.module = module;
    this.file = file;
    const automatic = automaticFiles(module.directory.path);
    const position = automatic.indexOf(file.source.path);
    this.isAutomatic = position >= 0;
    const later = this.isAutomatic ? automatic.slice(position + 1) : [];
    const replaced = new Set(
      surroundingsOf(module.directory)
        .variableFiles.filter(({ source }) => later.includes(source.path))
        .flatMap((other) => attributesOf(other).map(({ name }) => name)),
    );
    this.varying = varyingIn(file);
    this.given = new Map(
      attributesOf(file)
        .filter((attribute) => !this.varying.has(attribute) && !replaced.has(attribute.name))
        .map(({ name, expression }) => [name, module.evaluate(expression, file.source)]),
    );
  }

  *faults(): Generator<RuleFinding> {
    for (const item of this.file.parsed.body.items)
      if (item.kind === "block") yield this.blockFault(item);
      else yield* this.valueFaults(item);
  }

  private blockFault({ type, typeSpan }: Block): RuleFinding {
    const isVariable = this.module.declared.variables.has(type);
    return {
      at: placeOf(typeSpan, this.file.source),
      message: `${type} is written as a block, but a file of variable values has only arguments`,
      help: isVariable ? `Write ${type} = { … }` : "Remove it, or move it into a .tf file",
    };
  }

  private *valueFaults(attribute: Attribute): Generator<RuleFinding> {
    const { name, expression } = attribute;
    const varying = this.varying.get(attribute);
    if (varying) {
      yield {
        at: varying.at,
        message: `The value of ${name} is not a constant: it ${varying.how}, but a file of variable values may only contain constants`,
        help: varying.isWord
          ? `Write it in quotes: "${varying.text}"`
          : "Write the value itself, or compute it in a local",
      };
      return;
    }
    const variable = this.module.declared.variables.get(name);
    if (!variable) {
      yield* this.undeclaredFault(attribute);
      return;
    }
    const value = this.given.get(name);
    if (!value) return;
    const at = placeOf(expression, this.file.source);
    const related = [{ at: headerPlace(variable), message: "The variable" }];
    const type = variableType(variable, this.module);
    const misfit = type && typeMisfit(value, type);
    if (misfit) {
      yield {
        at: misfitPlace(misfit, at),
        message: `The value of var.${name} is ${misfit.found}, but its type requires ${spokenType(misfit.expected)}`,
        help: `Write ${spokenType(misfit.expected)}`,
        related,
      };
      return;
    }
    const reason =
      nullFault(variable, value) ??
      validationFault(variable, {
        isSettled: (other) => this.given.has(other),
        evaluate: (condition, file) => this.module.evaluateGiven(condition, file, this.given),
      });
    if (reason !== undefined)
      yield {
        at,
        message: `var.${name} refuses this value: ${reason}`,
        help: "Use a value that the variable accepts",
        related,
      };
  }

  /** Files that Terraform does not read by itself may be for several configurations. */
  private *undeclaredFault({ name, nameSpan }: Attribute): Generator<RuleFinding> {
    const { module } = this;
    const { variables } = module.declared;
    if (!this.isAutomatic || module.call || variables.size === 0 || !isWhole(module)) return;
    const at = placeOf(nameSpan, this.file.source);
    const unset = new Map([...variables].filter(([other]) => !this.given.has(other)));
    const meant = nearName(name, unset);
    yield {
      at,
      severity: "warning",
      message: `There is no variable ${name}, so this value has no effect`,
      help: meant === undefined ? "Remove it, or declare the variable" : `Did you mean ${meant}?`,
      ...(meant !== undefined && { fix: replacing(at, meant) }),
    };
  }
}

function attributesOf({ parsed }: ConfigurationFile): readonly Attribute[] {
  return parsed.body.items.filter((item) => item.kind === "attribute");
}

/** The first part of a value that is not a literal. */
interface Varying {
  readonly at: Place;
  readonly how: string;
  readonly text: string;
  /** Whether it is a single word, as if it needed no quotes. */
  readonly isWord: boolean;
}

function varyingIn(file: ConfigurationFile): ReadonlyMap<Attribute, Varying> {
  const references = new Map(
    referencesIn({ files: [file] }).map((reference) => [reference.argument, reference] as const),
  );
  const found = new Map<Attribute, Varying>();
  for (const attribute of attributesOf(file)) {
    visitExpressions(attribute.expression, (inner) => {
      if (inner.kind !== "call" || found.has(attribute)) return;
      found.set(attribute, {
        at: placeOf(inner, file.source),
        how: `calls ${inner.name}`,
        text: inner.name,
        isWord: false,
      });
    });
    const reference = references.get(attribute.name);
    if (!reference || found.has(attribute)) continue;
    const text = [reference.root, ...reference.path].join(".");
    const isWord = reference.path.length === 0 && attribute.expression.kind === "variable";
    found.set(attribute, { at: reference.place, how: `names ${text}`, text, isWord });
  }
  return found;
}
