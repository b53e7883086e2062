import path from "node:path";
import { baseImage, runtimeVersion } from "../aws/runtimes.ts";
import { formatHcl } from "../hcl/index.ts";
import { version } from "../version.ts";
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

/** Stands for a slot that nothing fills, until its line is taken out. */
const EMPTY_SLOT = "\u0000";

/**
 * Puts the templates of the features together, in the order of the features. Below a feature's folder, `files/` mirrors
 * the module (`files/iam.tf.hbs` is a piece of iam.tf; pieces are parted by a blank line), `slots/` fills places that
 * other templates leave open (`{{slot "lambda.function"}}`), `around/` mirrors what stands around a module that has a folder
 * of its own, and `with/<trait>/` and `with/<answer>=<value>/` hold all of these for use beside a feature with that trait, or
 * with that answer only. A file that nothing is left of is not written. Templates see `answers`; texts come out as literals of
 * the file's language; a slot that several places leave open is given what tells them apart (`{{slot "x" name="source"}}`).
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
      .map((piece) => (piece.part === "files" ? { ...piece, target: path.posix.join(inside, piece.target) } : piece)),
  );
  const texts = new Map(
    [...files].map(([file, parts]): [string, string] => {
      const pieces = parts.map((part) => render(part, { file, answers, traits, slots, inside, provider }).trim());
      return [file, `${pieces.filter((piece) => piece !== "").join("\n\n")}\n`];
    }),
  );
  const handOver = features.find(({ handsOver }) => handsOver !== undefined)?.handsOver;
  return new Map(
    [...(handOver === undefined ? texts : handedOver(texts, handOver))].flatMap(([file, text]): [string, string][] => {
      if (text === "\n") return [];
      if (/\.(tf|tfvars|hcl)$/.test(file)) return [[file, formatHcl(readdressed(text, features))]];
      return [[file, file.endsWith(".md") ? oneBlankLine(text) : text]];
    }),
  );
}

/** Pieces of prose bring the blank line that parts them from what is before, which may end in one. */
function oneBlankLine(text: string): string {
  return text.replace(/\n{3,}/g, "\n\n");
}

/** The text with the addresses that features put in the place of others. */
function readdressed(text: string, features: readonly Feature[]): string {
  const replaced = features.flatMap((feature) => [...feature.replaces]);
  return replaced.reduce((result, [written, instead]) => result.replaceAll(written, instead), text);
}

/** Where the module is below the folder that is written, as a path; `` if it is that folder. */
function moduleFolder(features: readonly Feature[], answers: Gathered["answers"]): string {
  const folder = features.find((feature) => feature.moduleFolder !== undefined)?.moduleFolder;
  if (folder === undefined) return "";
  return folder.replace(/\{(\w+)\}/g, (_, key: string) => String(answers.get(key)));
}

interface Surroundings {
  readonly file: string;
  readonly answers: Gathered["answers"];
  readonly traits: ReadonlySet<string>;
  readonly slots: ReadonlyMap<string, readonly Piece[]>;
  /** Where the module is. */
  readonly inside: string;
  /** The least version of the AWS provider. */
  readonly provider: string;
}

/** What the place of a slot says to what fills it: words of the templates, none of an answer. */
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
        concat: (...parts: readonly (TemplateText | string)[]) => TemplateText.concat(parts.slice(0, -1), file),
        /** For names that may have no capitals, such as those of repositories of images. */
        lower: (text: TemplateText) => text.lower(),
        /** What is left of a number where each piece of a slot takes one. */
        less: (from: number, name: string) => from - filled(name).length,
        hasSlot: (name: string) => slots.has(name),
        /** Whether anything is left of what fills a slot. */
        isFilled: (name: string) => filled(name).length > 0,
        // Made of names that can stand unquoted in every language.
        moduleFolder: () => new Rendered(inside),
        providerVersion: () => new Rendered(provider),
        /** As it is named where no dot may be: `python314`. */
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

type ForTemplate =
  | number
  | boolean
  | TemplateText
  | readonly TemplateText[]
  | readonly Readonly<Record<string, TemplateText>>[];

/** Maps become lists of entries, as Handlebars would print a key as it is. */
function forTemplate(answer: Answer, file: string): ForTemplate {
  if (typeof answer === "number" || typeof answer === "boolean") return answer;
  const toText = (text: string): TemplateText => new TemplateText(text, file);
  if (typeof answer === "string") return toText(answer);
  if (isList(answer)) return answer.map(toText);
  return Object.entries(answer).map(([key, value]) => ({ key: toText(key), value: toText(value) }));
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

/** The templates of a feature that are for use beside what `holds`. */
function piecesOf(feature: string, holds: (beside: string) => boolean): readonly Piece[] {
  return [...(featureFolders().get(feature)?.templates ?? [])].flatMap(([place, template]) => {
    const [, beside, part, target = ""] =
      /^(?:with\/([^/]+)\/)?(files|slots|around)\/(.+?)(?:\.hbs)?$/.exec(place) ?? [];
    if (beside !== undefined && !holds(beside)) return [];
    return [{ template, part: part as Piece["part"], target }];
  });
}
