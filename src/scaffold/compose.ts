import path from "node:path";
import { baseImage, runtimeVersion } from "../aws/runtimes.ts";
import { formatHcl } from "../hcl/index.ts";
import { version } from "../version.ts";
import { withEnvironmentInputs } from "./environment-inputs.ts";
import type { Answer, Feature } from "./feature.ts";
import { featureFolders, type Template } from "./feature-folders.ts";
import type { Gathered } from "./gather-answers.ts";
import { handedOver } from "./handed-over.ts";
import { leastProviderVersion } from "./provider-version.ts";
import { Rendered, TemplateText } from "./template-text.ts";

/** The files of a module by path (with `/`, relative to the module's folder), in order of first mention. */
export type ModuleFiles = ReadonlyMap<string, string>;

interface Piece {
  readonly template: Template;
  readonly part: "files" | "slots" | "around";
  /** The file that it is a piece of, or the slot that it fills. */
  readonly target: string;
}

/** Stands for an empty slot until its line is removed. */
const EMPTY_SLOT = "\u0000";

/**
 * Combines the templates of the features, in the features' order. Below a feature's folder, `files/` mirrors the module
 * (`files/iam.tf.hbs` is a piece of iam.tf; pieces are separated by a blank line), `slots/` fills places that other
 * templates leave open (`{{slot "lambda.function"}}`), `around/` mirrors what surrounds a module that has its own
 * folder, and `with/<trait>/` and `with/<answer>=<value>/` contain any of these for use together with a feature with
 * that trait, or only with that answer. In the name of a file, `{key}` stands for an answer. A file that ends up empty
 * is not written. Templates see `answers`; texts are written as literals of the file's language; a slot that occurs at
 * several places is given what distinguishes them (`{{slot "x" name="source"}}`).
 */
export function compose(gathered: Gathered): ModuleFiles {
  const { answers, features } = gathered;
  const traits = new Set(features.flatMap((feature) => feature.traits));
  const holds = (beside: string): boolean => {
    const [name = "", value] = beside.split("=");
    return value === undefined ? traits.has(name) : [answers.get(name)].flat().some((answer) => `${answer}` === value);
  };
  const pieces = features.flatMap(({ name }) => piecesOf(name, holds));
  const inside = moduleFolder(features, answers);
  const provider = leastProviderVersion(gathered);
  const slots = byTarget(pieces.filter(({ part }) => part === "slots"));
  const files = byTarget(
    pieces
      .filter(({ part }) => part !== "slots")
      .map((piece) => ({ ...piece, target: filledIn(piece.target, answers) }))
      .map((piece) => (piece.part === "files" ? { ...piece, target: path.posix.join(inside, piece.target) } : piece)),
  );
  const texts = new Map(
    [...files].map(([file, parts]): [string, string] => {
      const pieces = parts.map((part) => render(part, { file, answers, traits, slots, inside, provider }).trim());
      return [file, `${pieces.filter((piece) => piece !== "").join("\n\n")}\n`];
    }),
  );
  const handOver = features.find(({ handsOver }) => handsOver !== undefined)?.handsOver;
  const own = handOver === undefined ? texts : handedOver(texts, handOver);
  const perEnvironment = features.flatMap(({ perEnvironment }) => perEnvironment);
  return new Map(
    [...withEnvironmentInputs(own, inside, perEnvironment)].flatMap(([file, text]): [string, string][] => {
      if (text === "\n") return [];
      if (/\.(tf|tfvars|hcl)$/.test(file)) return [[file, formatHcl(readdressed(text, features))]];
      return [[file, file.endsWith(".md") ? oneBlankLine(text) : text]];
    }),
  );
}

/** Pieces of prose start with the blank line that separates them from the previous one, which may end with one. */
function oneBlankLine(text: string): string {
  return text.replace(/\n{3,}/g, "\n\n");
}

/** Replaces addresses for which features give substitutes. */
function readdressed(text: string, features: readonly Feature[]): string {
  const replaced = features.flatMap((feature) => [...feature.replaces]);
  return replaced.reduce((result, [written, instead]) => result.replaceAll(written, instead), text);
}

/** Where the module is below the folder that is written, as a path; `` if it is that folder. */
function moduleFolder(features: readonly Feature[], answers: Gathered["answers"]): string {
  const folder = features.find((feature) => feature.moduleFolder !== undefined)?.moduleFolder;
  return folder === undefined ? "" : filledIn(folder, answers);
}

/** A path in which `{key}` stands for an answer. */
function filledIn(place: string, answers: Gathered["answers"]): string {
  return place.replace(/\{(\w+)\}/g, (_, key: string) => String(answers.get(key)));
}

interface Surroundings {
  readonly file: string;
  readonly answers: Gathered["answers"];
  readonly traits: ReadonlySet<string>;
  readonly slots: ReadonlyMap<string, readonly Piece[]>;
  /** The module's path below the folder that is written. */
  readonly inside: string;
  /** The minimum version of the AWS provider. */
  readonly provider: string;
}

/** What a slot's place passes to the templates that fill it: words of templates, never an answer. */
type Words = Readonly<Record<string, string>>;

function render(piece: Piece, surroundings: Surroundings, words?: Words): string {
  const { file, answers, traits, slots, inside, provider } = surroundings;
  const filled = (slot: string, words?: Words): readonly string[] =>
    (slots.get(slot) ?? []).map((part) => render(part, surroundings, words).trimEnd()).filter((part) => part !== "");
  const text = piece.template(
    { ...words, answers: Object.fromEntries([...answers].map(([key, answer]) => [key, forTemplate(answer, file)])) },
    {
      helpers: {
        slot: (name: string, { hash }: { readonly hash: Words }) => {
          const text = filled(name, hash).join("\n");
          return new Rendered(text === "" ? EMPTY_SLOT : text);
        },
        /** The pieces of a slot and further lines, each once, in alphabetical order, as formatters want them. */
        sorted: (name: string, ...lines: readonly (string | { readonly hash: Words })[]) => {
          const options = lines.at(-1) as { readonly hash: Words };
          const texts = new Set([...filled(name, options.hash), ...(lines.slice(0, -1) as readonly string[])]);
          return new Rendered([...texts].sort().join("\n") || EMPTY_SLOT);
        },
        concat: (...parts: readonly (TemplateText | string)[]) => TemplateText.concat(parts.slice(0, -1), file),
        /** For names that must be in lower case, such as those of image repositories. */
        lower: (text: TemplateText) => text.lower(),
        /** For paths and names, which need no quotes. */
        plain: (text: TemplateText) => new Rendered(text.plain()),
        /** For names of variables, which take only letters, digits and underscores. */
        variable: (text: TemplateText) =>
          new Rendered(
            text
              .plain()
              .toUpperCase()
              .replace(/[^A-Z0-9]/g, "_"),
          ),
        /** A number less the pieces of a slot, each of which takes one. */
        less: (from: number, name: string) => from - filled(name).length,
        hasSlot: (name: string) => slots.has(name),
        /** Whether anything fills a slot. */
        isFilled: (name: string) => filled(name).length > 0,
        // Made of names that need no quotes in any language.
        moduleFolder: () => new Rendered(inside),
        providerVersion: () => new Rendered(provider),
        /** For names that cannot contain a dot: `python314`. */
        runtimeName: () => new Rendered(String(answers.get("runtime")).replace(".", "")),
        runtimeVersion: () => new Rendered(runtimeVersion(String(answers.get("runtime")))),
        toolVersion: () => new Rendered(version()),
        baseImage: () => new Rendered(baseImage(String(answers.get("runtime")))),
        hasTrait: (trait: string) => traits.has(trait),
      },
    },
  );
  return text.replace(/^[ \t]*\0[ \t]*(\n|$)/gm, "").replaceAll(EMPTY_SLOT, "");
}

type ForTemplate = number | boolean | TemplateText | readonly TemplateText[] | readonly MapEntry[];

/** An entry of a map: its only value, or all of them. */
interface MapEntry {
  readonly key: TemplateText;
  readonly value: TemplateText | undefined;
  readonly values: readonly TemplateText[];
}

/** Maps become lists of entries, as Handlebars would print keys unescaped. */
function forTemplate(answer: Answer, file: string): ForTemplate {
  if (typeof answer === "number" || typeof answer === "boolean") return answer;
  const toText = (text: string): TemplateText => new TemplateText(text, file);
  if (typeof answer === "string") return toText(answer);
  if (isList(answer)) return answer.map(toText);
  return Object.entries(answer).map(([key, entry]) => {
    const values = [entry].flat().map(toText);
    return { key: toText(key), value: values[0], values };
  });
}

function isList(answer: Answer): answer is readonly string[] {
  return Array.isArray(answer);
}

function byTarget(all: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const groups = new Map<string, Piece[]>();
  for (const piece of all) {
    const group = groups.get(piece.target);
    if (group) group.push(piece);
    else groups.set(piece.target, [piece]);
  }
  return groups;
}

/** The templates of a feature that apply together with what `holds`. */
function piecesOf(feature: string, holds: (beside: string) => boolean): readonly Piece[] {
  return [...(featureFolders().get(feature)?.templates ?? [])].flatMap(([place, template]) => {
    const [, beside, part, target = ""] =
      /^(?:with\/([^/]+)\/)?(files|slots|around)\/(.+?)(?:\.hbs)?$/.exec(place) ?? [];
    if (beside !== undefined && !holds(beside)) return [];
    return [{ template, part: part as Piece["part"], target }];
  });
}
