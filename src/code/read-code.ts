import { handlerCall } from "./languages/java.ts";
import { mayCallAws, packageOf } from "./program/packages.ts";
import { Program, type SourceFolder } from "./program/program.ts";
import type { BoundFile } from "./program/scope.ts";
import { type Trace, traceProgram } from "./reach/trace.ts";
import type { TracedCall } from "./reach/traced-calls.ts";
import { type FindObjects, neededActions } from "./sdk/needed-actions.ts";
import type { ResourceNames } from "./sdk/resource-names.ts";
import type { Language } from "./syntax.ts";
import type { TextPart } from "./values/value.ts";

/** A place in the code. */
export interface CodePlace {
  /** Path relative to the folder. */
  readonly file: string;
  readonly line: number;
}

/** The name or ARN of a resource as the code builds it, of known pieces and environment variables. */
export interface CodeName {
  readonly parts: readonly TextPart[];
}

/** An action that the code needs, on which resource, and where it calls for it. */
export interface CodeNeed {
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** Undefined if the action supports no resource but `*`. */
  readonly target: CodeTarget | undefined;
  readonly places: readonly CodePlace[];
}

/** The AWS resource that a call is about. */
export interface CodeTarget {
  /** The format of its ARN: `arn:${Partition}:s3:::${BucketName}/*`. */
  readonly form: string;
  /** The placeholder that `name` fills. */
  readonly placeholder: string;
  /** Undefined if the code does not tell. */
  readonly name: CodeName | undefined;
}

/** A reason why the code may need more than was found. */
export interface Gap {
  /** A clause for a sentence: "the command that a client sends is not known". */
  readonly why: string;
  readonly place: CodePlace | undefined;
}

/** What a program needs of AWS. */
export interface CodeUse {
  readonly needs: readonly CodeNeed[];
  /** Empty if the analysis is complete. */
  readonly gaps: readonly Gap[];
  /** The files that were read. */
  readonly files: readonly string[];
}

/** A handler's file and name; in Java the name is that of the class and the method: `Orders::handle`. */
export interface Entry {
  readonly file: string;
  readonly name: string;
}

/** Finds out what a program needs when its handler runs. The language's grammar must have been loaded. */
export function readCode(folder: SourceFolder, entry: Entry, language: Language): CodeUse {
  const program = new Program(folder, language);
  const file = language === "java" ? handlerIn(program, entry) : program.file(entry.file);
  if (!file) return { needs: [], gaps: [{ why: `${entry.file} is not read`, place: undefined }], files: [] };
  const trace = traceProgram([{ file, names: [entry.name] }], program);
  const collector = new NeedCollector(trace);
  for (const call of trace.calls) collector.add(call);
  const unread = program.unread.map(({ path, why }) => ({ why: `${path} ${why}`, place: undefined }));
  const gaps = [...collector.gaps(), ...packageGaps(trace, program), ...unread];
  if (trace.evaluator.isExhausted)
    gaps.push({ why: "the code is too large to be followed to its end", place: undefined });
  const files = trace.files.flatMap(({ file: { texts } }) => texts.map(({ path }) => path));
  return { needs: collector.needs(), gaps, files };
}

/** What runs a handler in Java: code that makes an object of the class, and calls its method. */
function handlerIn(program: Program, { file, name }: Entry): BoundFile | undefined {
  if (!program.file(file)) return undefined;
  const [type = "", method = ""] = name.split("::");
  const folder = file.replace(/[^/]*$/, "");
  const body = handlerCall(`${folder.replaceAll("/", ".")}${type}`, method);
  return program.add({ path: `${folder}handler`, language: "java", texts: [], body, isWhole: true });
}

class NeedCollector {
  private readonly certain = new Map<string, Gap>();
  private readonly unknown: { readonly at: string; readonly why: string; readonly place: CodePlace }[] = [];
  /** Places with a call of a known operation. */
  private readonly understood = new Set<string>();
  private readonly found = new Map<string, { need: CodeNeed; places: Map<string, CodePlace> }>();
  private readonly findObjects: FindObjects;
  private readonly foreign: ReadonlySet<string>;

  constructor(trace: Trace) {
    this.foreign = trace.foreign;
    this.findObjects = (key) =>
      trace.objects.filter(
        (object) => object.kind === "object" && object.node.entries.some((entry) => entry.key === key),
      );
  }

  add({ call, file, start }: TracedCall): void {
    const place = placeIn(file, start);
    // calls made with another role's credentials need nothing of this one
    if (call.kind === "operation" && this.foreign.has(call.prefix)) return;
    if (call.kind === "dynamic") {
      this.addGap(call.why, place);
      return;
    }
    const actions = neededActions(call, this.findObjects);
    const at = `${place.file} ${start}`;
    if (actions) this.understood.add(at);
    else this.unknown.push({ at, why: `what ${call.prefix} ${call.operation} needs is not known`, place });
    for (const { action, target } of actions ?? [])
      for (const each of targetsOf(target)) this.addNeed(action, each, place);
  }

  /** The reasons why there may be further needs. */
  gaps(): readonly Gap[] {
    // a value that may be any of several clients has no operations that all of them share
    for (const { at, why, place } of this.unknown) if (!this.understood.has(at)) this.addGap(why, place);
    return [...this.certain.values()];
  }

  /** Sorted by service and action. */
  needs(): readonly CodeNeed[] {
    const all = [...this.found.values()].map(({ need, places }) => ({ ...need, places: [...places.values()] }));
    // where a name is known, needs of the same action without one add nothing
    const isNamed = (action: string) => all.some((need) => need.action === action && need.target?.name);
    return all
      .filter(({ action, target }) => !target || target.name || !isNamed(action))
      .sort((a, b) => (a.action < b.action ? -1 : a.action > b.action ? 1 : 0));
  }

  private addGap(why: string, place: CodePlace): void {
    this.certain.set(`${why} ${place.file}:${place.line}`, { why, place });
  }

  private addNeed(action: string, target: CodeTarget | undefined, place: CodePlace): void {
    const key = `${action} ${JSON.stringify(target)}`;
    const known = this.found.get(key) ?? { need: { action, target, places: [] }, places: new Map<string, CodePlace>() };
    known.places.set(`${place.file}:${place.line}`, place);
    this.found.set(key, known);
  }
}

/** One target per name. */
function targetsOf(names: ResourceNames | undefined): readonly (CodeTarget | undefined)[] {
  if (!names) return [undefined];
  const { form, placeholder } = names;
  const texts = names.names.flatMap((value) => (value.kind === "text" ? [{ parts: value.parts }] : []));
  const known = texts.filter(({ parts }) =>
    parts.some((part) => typeof part === "string" || part.kind === "environment"),
  );
  if (known.length === 0) return [{ form, placeholder, name: undefined }];
  return known.map((name) => ({ form, placeholder, name }));
}

function packageGaps({ packages }: Trace, program: Program): readonly Gap[] {
  return [...packages].flatMap(([source, { file, start }]): readonly Gap[] => {
    const place = placeIn(file, start);
    if (program.isOwn(source, file)) return [{ why: `${source} is not there to be read`, place }];
    if (!mayCallAws(source, file.file.language)) return [];
    return [{ why: `the package ${packageOf(source, file.file.language)} is not read`, place }];
  });
}

function placeIn({ file: { path, texts } }: BoundFile, start: number): CodePlace {
  const at = texts.findLast((text) => text.start <= start);
  const before = at?.text.slice(0, start - at.start) ?? "";
  return { file: at?.path ?? path, line: before.split("\n").length };
}
