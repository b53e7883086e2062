import { readJson } from "./data-file.ts";
import { didYouMean } from "./did-you-mean.ts";

/** What a runtime is made for; `provided` runs programs that bring their own runtime. */
export type RuntimeFamily = "nodejs" | "python" | "java" | "dotnet" | "ruby" | "provided" | "go";
/** Instruction sets that Lambda offers. */
type Architecture = "x86_64" | "arm64";

/** A Lambda runtime. Dates are YYYY-MM-DD, and undefined where AWS has announced none or no source has one. */
export interface Runtime {
  readonly id: string;
  readonly family: RuntimeFamily;
  /** From this day on there are no more security updates and no support. */
  readonly deprecated: string | undefined;
  /** From this day on no new functions can be created. */
  readonly blockCreate: string | undefined;
  /** From this day on existing functions can no longer be updated. */
  readonly blockUpdate: string | undefined;
  readonly snapStart: boolean;
  /** Available only as a base image, never as a value of `runtime`. */
  readonly containerOnly: boolean;
  readonly architectures: readonly Architecture[];
  /** The oldest version of the AWS provider that accepts it, as `6.20`; undefined where every version 6 does. */
  readonly provider: string | undefined;
  /** The runtime to move to: the newest of the family in general use. Undefined for that one and for newer ones. */
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
    // A runtime without dates is newer than the one in general use, so there is nothing to move to.
    successor: row.id === newest || (row.deprecated === undefined && !row.containerOnly) ? undefined : newest,
  };
}

/**
 * The runtime with this identifier (as in `runtime = "python3.14"`), including retired ones; undefined if there is
 * none.
 */
export function runtime(id: string): Runtime | undefined {
  return load().byId.get(id);
}

/** Every known runtime, newest first within its family. */
export function runtimes(): readonly Runtime[] {
  return [...load().byId.values()];
}

/** The identifier of the newest runtime of a family in general use. `go` has none of its own: provided.al2023. */
export function latestOf(family: RuntimeFamily): string {
  return load().file.defaults[family];
}

/** What people write for a family instead of AWS's name. */
const FAMILY_SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["node", "nodejs"],
  ["py", "python"],
  ["net", "dotnet"],
]);

/**
 * The identifier that `id` most likely stands for, or undefined: for `node20`, `nodejs20` and `NodeJS20.x`, nodejs20.x;
 * for a version that does not exist, such as nodejs21.x, the next one that is supported. Only deployable runtimes are
 * suggested.
 * @param asOf the day on which it has to be supported, YYYY-MM-DD
 */
export function suggestRuntime(id: string, asOf: string): string | undefined {
  const deployable = runtimes().flatMap((known) => (known.containerOnly ? [] : [known.id]));
  const folded = id.trim().toLowerCase();
  const parts = /^([a-z]+)[-_ ]?v?(\d.*)$/.exec(folded);
  const spelled = parts ? `${FAMILY_SPELLINGS.get(parts[1] ?? "") ?? parts[1]}${parts[2]}` : folded;
  const exact = deployable.find((known) => known === spelled || known === `${spelled}.x`);
  return exact ?? nextSupported(spelled, asOf) ?? didYouMean(spelled, deployable);
}

/**
 * The oldest supported runtime of a family that is at least as new as the one asked for, or else its newest; undefined
 * if `id` is of no known family.
 */
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

/** The version in an identifier as a number that is greater for a newer version. */
function versionNumber(id: string): number {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(id) ?? [];
  return Number(major ?? 0) * 1000 + Number(minor ?? 0);
}

/** The date of the data on runtimes, YYYY-MM-DD. */
export function runtimesAsOf(): string {
  return load().file.asOf;
}

/** The version of a runtime's language: `3.14` for `python3.14`, `24` for `nodejs24.x`. */
export function runtimeVersion(id: string): string {
  return /\d+(\.\d+)?/.exec(id)?.[0] ?? "";
}

/** AWS's base image for this runtime: `public.ecr.aws/lambda/python:3.14`. */
export function baseImage(id: string): string {
  const [, language, version] = /^([a-z]+)\.?(.*?)(?:\.x)?$/s.exec(id) ?? [];
  return `public.ecr.aws/lambda/${language}:${version}`;
}
