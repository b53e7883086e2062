import { readJson } from "./data-file.ts";
import { didYouMean } from "./did-you-mean.ts";

/** What a runtime is made for; `provided` runs what brings its own. */
export type RuntimeFamily = "nodejs" | "python" | "java" | "dotnet" | "ruby" | "provided" | "go";
/** Instruction sets of Lambda. */
type Architecture = "x86_64" | "arm64";

/** A Lambda runtime. Dates are YYYY-MM-DD; undefined means that AWS has announced none, or that no source has it. */
export interface Runtime {
  readonly id: string;
  readonly family: RuntimeFamily;
  /** No more security updates and support from this day on. */
  readonly deprecated: string | undefined;
  /** No new functions from this day on. */
  readonly blockCreate: string | undefined;
  /** No more updates of existing functions from this day on. */
  readonly blockUpdate: string | undefined;
  readonly snapStart: boolean;
  /** Exists as a base image alone: never a value of `runtime`. */
  readonly containerOnly: boolean;
  readonly architectures: readonly Architecture[];
  /** The least version of the AWS provider that lets it through, as `6.20`; undefined where every version 6 does. */
  readonly provider: string | undefined;
  /** What to move to: the newest of the family that is in general use; undefined for that one and for newer ones. */
  readonly successor: string | undefined;
}

interface RuntimeRow {
  readonly id: string;
  readonly family: RuntimeFamily;
  readonly deprecated?: string;
  readonly blockCreate?: string;
  readonly blockUpdate?: string;
  readonly snapStart?: boolean;
  readonly containerOnly?: boolean;
  readonly provider?: string;
  readonly architectures: readonly Architecture[];
}

interface RuntimeFile {
  readonly asOf: string;
  readonly defaults: Readonly<Record<RuntimeFamily, string>>;
  readonly runtimes: readonly RuntimeRow[];
}

let loaded: { readonly file: RuntimeFile; readonly byId: ReadonlyMap<string, Runtime> } | undefined;

function load() {
  if (loaded) return loaded;
  const file = readJson<RuntimeFile>("runtimes.json");
  loaded = { file, byId: new Map(file.runtimes.map((row) => [row.id, toRuntime(row, file)])) };
  return loaded;
}

function toRuntime(row: RuntimeRow, file: RuntimeFile): Runtime {
  const newest = file.defaults[row.family];
  return {
    id: row.id,
    family: row.family,
    deprecated: row.deprecated,
    blockCreate: row.blockCreate,
    blockUpdate: row.blockUpdate,
    snapStart: row.snapStart ?? false,
    containerOnly: row.containerOnly ?? false,
    architectures: row.architectures,
    provider: row.provider,
    // A runtime without dates is newer than the one in general use: there is nothing to move to.
    successor: row.id === newest || (row.deprecated === undefined && !row.containerOnly) ? undefined : newest,
  };
}

/** The runtime with this identifier (as in `runtime = "python3.14"`), also of retired ones; undefined if there is none. */
export function runtime(id: string): Runtime | undefined {
  return load().byId.get(id);
}

/** Every runtime known, newest first within its family. */
export function runtimes(): readonly Runtime[] {
  return [...load().byId.values()];
}

/** The identifier of the newest runtime of a family that is in general use. `go` has none of its own: provided.al2023. */
export function latestOf(family: RuntimeFamily): string {
  return load().file.defaults[family];
}

/** What people write for a family, in place of AWS's name for it. */
const FAMILY_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["node", "nodejs"],
  ["py", "python"],
  ["net", "dotnet"],
]);

/**
 * The identifier that `id` is most likely meant to be, or undefined: `node20`, `nodejs20` and `NodeJS20.x` are
 * nodejs20.x, and for a version that there is not, as nodejs21.x, the next one that is supported. Only deployable ones are suggested.
 * @param asOf the day on which it is to be supported
 */
export function suggestRuntime(id: string, asOf: string): string | undefined {
  const deployable = runtimes().flatMap((known) => (known.containerOnly ? [] : [known.id]));
  const folded = id.trim().toLowerCase();
  const parts = /^([a-z]+)[-_ ]?v?(\d.*)$/.exec(folded);
  const spelled = parts ? `${FAMILY_SPELLINGS.get(parts[1] ?? "") ?? parts[1]}${parts[2]}` : folded;
  const exact = deployable.find((known) => known === spelled || known === `${spelled}.x`);
  return exact ?? nextSupported(spelled, asOf) ?? didYouMean(spelled, deployable);
}

/** The oldest supported runtime of a family that is as new as one asked for, else its newest; undefined for what is no family. */
function nextSupported(id: string, asOf: string): string | undefined {
  const family = /^[a-z]+/.exec(id)?.[0];
  const supported = runtimes().filter(
    (known) =>
      known.family === family && !known.containerOnly && known.deprecated !== undefined && known.deprecated > asOf,
  );
  const asked = versionNumber(id);
  const next = asked > 0 ? supported.findLast((known) => versionNumber(known.id) >= asked) : undefined;
  return (next ?? supported[0])?.id;
}

/** The version that an identifier has, as a number that is greater for a newer one. */
function versionNumber(id: string): number {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(id) ?? [];
  return Number(major ?? 0) * 1000 + Number(minor ?? 0);
}

/** The day up to which the runtime data is known to be right, YYYY-MM-DD. */
export function runtimesAsOf(): string {
  return load().file.asOf;
}

/** The version of its language that a runtime has, as in `3.14` of `python3.14` and `24` of `nodejs24.x`. */
export function runtimeVersion(id: string): string {
  return /\d+(\.\d+)?/.exec(id)?.[0] ?? "";
}

/** AWS's image for functions of this runtime, as in `public.ecr.aws/lambda/python:3.14`. */
export function baseImage(id: string): string {
  const [, language, version] = /^([a-z]+)\.?(.*?)(?:\.x)?$/.exec(id) ?? [];
  return `public.ecr.aws/lambda/${language}:${version}`;
}
