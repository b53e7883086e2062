import { didYouMean } from "../../aws/did-you-mean.ts";
import {
  type BlockValue,
  isCallersChoice,
  type Place,
  type Resource,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { replacedWithin, suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

/** A placeholder in the template, except those that EventBridge fills in itself. */
const PLACEHOLDER = /<((?!aws\.)[A-Za-z0-9_-]+)>/g;

const example = (placeholder: string) => `resource "aws_cloudwatch_event_target" "resize" {
  rule = "uploads"
  arn  = "arn:aws:lambda:eu-west-1:111122223333:function:resize"

  input_transformer {
    input_paths    = { key = "$.detail.object.key" }
    input_template = "{\\"key\\": <${placeholder}>}"
  }
}`;

export default defineRule({
  summary: "A target's input template uses something that no input path provides",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge API reference, InputTransformer; user guide, Input transformation (2026-11)",
  why: `A template is filled from input_paths, whose values are JSON paths. EventBridge refuses a path that does not begin with a
dollar sign, and cannot replace a name that is not among them. What is not in angle brackets is sent as it stands, a path too.`,
  ignoreWhen: "The template is text for people, in which angle brackets are literal.",
  bad: example("object"),
  good: example("key"),
  check({ stack }) {
    return [
      ...stack
        .resources("aws_cloudwatch_event_target")
        .flatMap((target) =>
          target.body
            .blocks("input_transformer")
            .flatMap((block) => [
              ...unfilled(target, block),
              ...brokenPaths(target, block),
              ...sentAsText(target, block, () => "Add the path to input_paths, and write its name in angle brackets"),
            ]),
        ),
      ...stack
        .resources("aws_pipes_pipe")
        .flatMap((pipe) =>
          ["target_parameters", "enrichment_parameters"]
            .flatMap((type) => pipe.body.blocks(type))
            .flatMap((block) => sentAsText(pipe, block, (path) => `Write <${path}>`)),
        ),
    ];
  },
});

/** A whole text of a JSON template that is a path: `"$.detail.id"`. */
const BARE_PATH = /"(\$\$?\.[A-Za-z_][\w.[\]-]*)"/g;

/** Paths that stand in a template without angle brackets. */
function sentAsText(sender: Resource, block: BlockValue, helpFor: (path: string) => string): RuleFinding[] {
  if (isCallersChoice(sender, "input_template", block)) return [];
  const paths = new Set([...textIn(block.value("input_template")).matchAll(BARE_PATH)].map(([, path = ""]) => path));
  const [first] = paths;
  if (first === undefined) return [];
  const more = paths.size - 1;
  return [
    {
      at: block.place("input_template"),
      resource: sender.address,
      severity: "warning",
      message: `The input_template of ${sender} sends the text "${first}" as it stands, not what is at that path${more > 0 ? ` (and ${more} more)` : ""}`,
      help: helpFor(first),
    },
  ];
}

function unfilled(target: Resource, block: BlockValue): RuleFinding[] {
  const template = textIn(block.value("input_template"));
  const paths = block.value("input_paths");
  if (isCallersChoice(target, "input_paths", block) || !isWrittenOut(block)) return [];
  if (paths.kind !== "null" && (paths.kind !== "object" || paths.open)) return [];
  const names = paths.kind === "object" ? [...paths.entries.keys()] : [];
  const missing = new Set([...template.matchAll(PLACEHOLDER)].map(([, name = ""]) => name));
  for (const name of names) missing.delete(name);
  // a text for people, with HTML tags in it
  if ([...missing].some((name) => template.includes(`</${name}>`) || /^(?:br|hr)$/i.test(name))) return [];
  return [...missing].map((name) => {
    const near = didYouMean(name, names);
    return {
      at: block.place("input_template"),
      resource: target.address,
      message: `The input_template of ${target} has <${name}>, but input_paths has nothing of that name`,
      suggestions: near === undefined ? [] : renamed(block.place("input_template"), name, near),
      help: near === undefined ? `Add ${name} to input_paths` : `Write <${near}>`,
    };
  });
}

function brokenPaths(target: Resource, block: BlockValue): RuleFinding[] {
  const paths = block.value("input_paths");
  if (paths.kind !== "object") return [];
  return [...paths.entries].flatMap(([name, path]) => {
    const text = stringOf(path);
    if (text === undefined || text.startsWith("$")) return [];
    return [
      {
        at: path.place,
        resource: target.address,
        message: `The path ${name} of ${target} is "${text}", but a JSON path begins with $`,
        suggestions: suggestionOf("Begin the path with $", replaceValue(path, `"$.${text.replace(/^\./, "")}"`)),
        help: `Write "$.${text.replace(/^\./, "")}"`,
      },
    ];
  });
}

/** Whether all paths are in one object that is written out. */
function isWrittenOut(block: BlockValue): boolean {
  if (!block.isWritten("input_paths")) return true;
  const { file, start } = block.place("input_paths");
  return file.text[start] === "{";
}

/** The known parts of a text. */
function textIn(value: Value): string {
  if (value.kind === "template") return value.parts.map((part) => (typeof part === "string" ? part : " ")).join("");
  return stringOf(value) ?? "";
}

function renamed(place: Place, name: string, near: string): readonly Fix[] {
  const edits = replacedWithin(place, `<${name}>`, `<${near}>`);
  return edits.length > 0 ? suggestionOf(`Write <${near}>`, ...edits) : [];
}
