import { didYouMean } from "../../aws/did-you-mean.ts";
import { elementsOrSelf, type ObjectValue, type Place, stringOf, type Value } from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";
import { type FieldSetting, fieldProblems } from "./state-fields.ts";
import { languageOf, languageProblems, type QueryLanguage } from "./state-language.ts";
import { shapeProblems } from "./state-shape.ts";

/** A state of a state machine, or of a sub-machine in a Map or Parallel state. */
export interface State {
  readonly name: string;
  readonly type: string | undefined;
  readonly content: ObjectValue;
  readonly place: Place;
}

/** States that belong together: the machine itself, a branch or an iterator. */
export interface StateGroup {
  readonly content: ObjectValue;
  readonly states: readonly State[];
  /** Whether `states` are all its states. */
  readonly isComplete: boolean;
  /** Whether its states use JSONPath unless they say otherwise. */
  readonly isJsonPath: boolean;
  /** The query language of the whole definition, unless it may differ here. */
  readonly language: QueryLanguage;
  /** The states around it, outermost first. */
  readonly within: readonly State[];
}

/** A mistake in the definition of a state machine. */
export interface DefinitionProblem {
  readonly place: Place;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to write instead, if that is clear. */
  readonly help?: string;
  /** The intended name or text, and where the wrong one is. */
  readonly instead?: { readonly place: Place; readonly text: string };
}

/** Deeper nesting is not checked. */
const MAX_NESTING = 20;
const TYPES = new Set(["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"]);
const TERMINAL = new Set(["Succeed", "Fail"]);

/** The groups of states in a definition (Amazon States Language), including those inside Map and Parallel states. */
export function stateGroups(
  definition: Value,
  within: readonly State[] = [],
  outer = true,
  outerLanguage: QueryLanguage = "JSONPath",
): readonly StateGroup[] {
  if (definition.kind !== "object" || within.length > MAX_NESTING) return [];
  const states = definition.entries.get("States");
  if (states?.kind !== "object") return [];
  const found = [...states.entries].flatMap(([name, content]): State[] => {
    if (content.kind !== "object") return [];
    const type = stringOf(content.entries.get("Type") ?? content);
    return [{ name, type, content, place: states.keyPlaces?.get(name) ?? content.place }];
  });
  const isJsonPath = takesPaths(definition, outer);
  const language = languageOf(definition, outerLanguage);
  const isComplete = !states.open && found.length === states.entries.size;
  const inner = found.flatMap((state) =>
    innerMachines(state.content).flatMap((value) =>
      stateGroups(
        value,
        [...within, state],
        takesPaths(state.content, isJsonPath),
        state.content.entries.has("QueryLanguage") ? "unknown" : language,
      ),
    ),
  );
  return [{ content: definition, states: found, isComplete, isJsonPath, language, within }, ...inner];
}

/**
 * Mistakes within a definition: no start, a transition to a missing state, a state that is unreachable or has no way
 * out. Amazon States Language specification and Step Functions developer guide, "State types" (2026-11).
 */
export function definitionProblems(
  definition: Value,
  { isExpress }: Pick<FieldSetting, "isExpress">,
): readonly DefinitionProblem[] {
  if (definition.kind !== "object") return [];
  const missing = missingParts(definition);
  if (missing.length > 0)
    return [{ place: definition.place, message: `The definition has no ${missing.join(" and no ")}` }];
  const groups = stateGroups(definition);
  return [
    ...groups.flatMap((group) => groupProblems(group, { isExpress })),
    ...namesakes(groups),
    ...endless(groups[0]),
  ];
}

/** States of one name: names are unique in all of a definition, including what is inside Map and Parallel states. */
function namesakes(groups: readonly StateGroup[]): DefinitionProblem[] {
  const seen = new Set<string>();
  const again: DefinitionProblem[] = [];
  for (const { name, place } of groups.flatMap(({ states }) => states)) {
    if (seen.has(name)) again.push({ place, message: `There are two states called "${name}"` });
    seen.add(name);
  }
  return again;
}

/** A definition that never ends, which Step Functions refuses. */
function endless(outer: StateGroup | undefined): DefinitionProblem[] {
  if (!outer?.isComplete || outer.states.length === 0) return [];
  const mayEnd = outer.states.some(
    ({ type, content }) =>
      type === undefined || TERMINAL.has(type) || content.open || isTrueOrUnknown(content.entries.get("End")),
  );
  return mayEnd ? [] : [{ place: outer.content.place, message: "No state of the definition ends it" }];
}

function missingParts({ entries, open }: ObjectValue): readonly string[] {
  return ["StartAt", "States"].filter((name) => !entries.has(name) && !open);
}

/** Whether a machine or state uses JSONPath; false if that is not known. */
function takesPaths({ entries }: ObjectValue, outer: boolean): boolean {
  const language = entries.get("QueryLanguage");
  return language ? stringOf(language) === "JSONPath" : outer;
}

function innerMachines(content: ObjectValue): readonly Value[] {
  const branches = elementsOrSelf(content.entries.get("Branches") ?? { kind: "null", place: content.place }).elements;
  return [...branches, ...["Iterator", "ItemProcessor"].flatMap((name) => content.entries.get(name) ?? [])];
}

function groupProblems(group: StateGroup, { isExpress }: Pick<FieldSetting, "isExpress">): DefinitionProblem[] {
  const names = new Set(group.states.map(({ name }) => name));
  const start = group.content.entries.get("StartAt");
  const targets = [...(start ? [start] : []), ...group.states.flatMap(({ content }) => transitions(content))];
  const lost = targets.flatMap((target): DefinitionProblem[] => {
    const name = stringOf(target);
    if (name === undefined || names.has(name) || !group.isComplete) return [];
    return [
      {
        place: target.place,
        message: `There is no state "${name}" here to continue with`,
        ...meantFor(target.place, name, names),
      },
    ];
  });
  const outer = group.within.at(-1);
  const missing = outer ? missingParts(group.content) : [];
  const incomplete = missing.map((part) => ({
    place: group.content.place,
    message: `The states within "${outer?.name}" have no ${part}`,
  }));
  const inside = group.states.flatMap((state) => [
    ...stateProblems(state),
    ...shapeProblems(state),
    ...fieldProblems(state, { isJsonPath: takesPaths(state.content, group.isJsonPath), isExpress }),
    ...languageProblems(state, { outer: group.language }),
  ]);
  return [...incomplete, ...lost, ...inside, ...unreachable(group, targets)];
}

function meantFor(place: Place, word: string, known: Iterable<string>): Pick<DefinitionProblem, "instead"> {
  const text = didYouMean(word, known);
  return text === undefined ? {} : { instead: { place, text } };
}

function stateProblems({ name, type, content, place }: State): DefinitionProblem[] {
  if (content.open) return [];
  if (!content.entries.has("Type")) return [{ place, message: `State "${name}" has no Type` }];
  if (type === undefined) return [];
  const typePlace = content.entries.get("Type")?.place ?? place;
  if (!TYPES.has(type))
    return [
      {
        place: typePlace,
        message: `State "${name}" is of type "${type}", which does not exist`,
        ...meantFor(typePlace, type, TYPES),
      },
    ];
  const [hasNext, hasEnd] = [content.entries.has("Next"), isTrueOrUnknown(content.entries.get("End"))];
  if (type === "Choice") {
    const { elements, complete } = elementsOrSelf(content.entries.get("Choices") ?? { kind: "null", place });
    return elements.length === 0 && complete ? [{ place, message: `Choice "${name}" has no Choices` }] : [];
  }
  if (TERMINAL.has(type)) return [];
  if (hasNext && hasEnd) return [{ place, message: `State "${name}" has both Next and End` }];
  return hasNext || hasEnd ? [] : [{ place, message: `State "${name}" has neither Next nor End` }];
}

function isTrueOrUnknown(value: Value | undefined): boolean {
  if (value === undefined || value.kind === "null") return false;
  return value.kind !== "known" || value.value === true || value.value === "true";
}

/** Every field of a state that names the next state. */
function transitions(content: ObjectValue): readonly Value[] {
  const own = ["Next", "Default"].flatMap((name) => content.entries.get(name) ?? []);
  const nested = ["Choices", "Catch"].flatMap((name) => {
    const { elements } = elementsOrSelf(content.entries.get(name) ?? { kind: "null", place: content.place });
    return elements.flatMap((element) => (element.kind === "object" ? (element.entries.get("Next") ?? []) : []));
  });
  return [...own, ...nested];
}

function unreachable(group: StateGroup, targets: readonly Value[]): DefinitionProblem[] {
  const reached = new Set(targets.map(stringOf));
  const isBlind =
    !group.isComplete || reached.has(undefined) || group.states.some(({ content }) => hidesTransitions(content));
  if (isBlind || !group.content.entries.has("StartAt")) return [];
  return group.states
    .filter(({ name }) => !reached.has(name))
    .map(({ name, place }) => ({ place, message: `No state leads to "${name}", which Step Functions refuses` }));
}

/** Whether a state may lead to states that cannot be determined. */
function hidesTransitions(content: ObjectValue): boolean {
  const lists = ["Choices", "Catch"].flatMap((name) => content.entries.get(name) ?? []);
  return (
    content.open ||
    lists.some((list) => list.kind !== "list" || list.open || list.elements.some(({ kind }) => kind !== "object"))
  );
}

/** Whether a state calls a Lambda function, by its ARN or through the integration. */
export function isLambdaTask({ type, content }: State): boolean {
  const resource = content.entries.get("Resource");
  if (type !== "Task" || !resource) return false;
  return /^arn:[^:]*:states:::lambda:invoke/.test(integrationOf(resource)) || namesFunction(resource);
}

/**
 * The value that names the function which a task calls; undefined if it calls none, or the name cannot be determined.
 */
export function taskFunction(state: State): Value | undefined {
  if (!isLambdaTask(state)) return undefined;
  const resource = state.content.entries.get("Resource");
  if (resource && namesFunction(resource)) return resource;
  const parameters = state.content.entries.get("Parameters") ?? state.content.entries.get("Arguments");
  return parameters?.kind === "object" ? parameters.entries.get("FunctionName") : undefined;
}

/** The ARN of a service integration, possibly with an unknown partition. */
export function integrationOf(resource: Value): string {
  const parts = resource.kind === "template" ? resource.parts : [stringOf(resource) ?? ""];
  return parts.map((part) => (typeof part === "string" ? part : "")).join("");
}

function namesFunction(resource: Value): boolean {
  if (/^arn:[^:]*:lambda:/.test(stringOf(resource) ?? "")) return true;
  return namedResources(resource, new Set(["aws_lambda_function", "aws_lambda_alias"])).length > 0;
}
