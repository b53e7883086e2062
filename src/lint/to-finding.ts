import type { Finding, FindingFix } from "../report/index.ts";
import type { Fix, RuleFinding } from "../rules/rule.ts";
import { isOfStandIn, leftToModule, type Module, type Place } from "../terraform/index.ts";
import { fixInSyntax } from "./json-edits.ts";
import { displayPath, textRange } from "./place.ts";
import type { ActiveRule } from "./selection.ts";
import { throughOutputs } from "./through-outputs.ts";
import { traceTo } from "./trace.ts";

/** Converts a rule's finding for the report: adds rule, severity, file names and the calls that lead to the place. */
export function toFinding(
  found: RuleFinding,
  { id, rule, severity }: ActiveRule,
  modules: readonly Module[],
  cwd: string,
): Finding {
  const { at, message, resource, help, fix, suggestions = [], related } = found;
  const trace = traceTo(at, modules, cwd);
  const seen = related?.filter((place) => !isOfStandIn(place.at.file));
  const offered = suggestions.flatMap((suggestion) => toFix(suggestion, cwd) ?? []);
  const written = fix && toFix(fix, cwd);
  return {
    rule: id,
    severity: severity ?? found.severity ?? rule.severity,
    message,
    ...(resource === undefined ? {} : { resource }),
    ...located(at, cwd),
    help: throughOutputs(help, modules),
    ...(written ? { fix: written } : {}),
    ...(offered.length === 0 ? {} : { suggestions: offered }),
    ...(seen === undefined
      ? {}
      : { related: seen.map((place) => ({ ...located(place.at, cwd), message: place.message })) }),
    ...(trace.length === 0 ? {} : { trace }),
  };
}

/**
 * A finding with its places where people can see them: what a call leaves to the default of a module that is stood in
 * for is reported at the call.
 */
export function atCall(found: RuleFinding): RuleFinding {
  const left = leftToModule(found.at);
  const related = found.related?.map((place) => ({ ...place, at: leftToModule(place.at)?.at ?? place.at }));
  const seen = related ? { ...found, related } : found;
  if (!left) return seen;
  const isNamed = new RegExp(`\\b${left.argument}\\b`).test(found.help);
  const where = left.isKey ? "there" : "of the module";
  return { ...seen, at: left.at, help: isNamed ? found.help : `${found.help}, with ${left.argument} ${where}` };
}

/** A fix for display; undefined unless all files that it edits may be edited. */
function toFix(fix: Fix, cwd: string): FindingFix | undefined {
  const isWritable = fix.edits.every(({ place }) => !isOfStandIn(place.file));
  const written = isWritable ? fixInSyntax(fix) : undefined;
  return (
    written && {
      title: written.title,
      edits: written.edits.map(({ place, newText }) => ({ ...located(place, cwd), newText })),
    }
  );
}

function located(place: Place, cwd: string): Pick<Finding, "file" | "range"> {
  return { file: displayPath(place.file.path, cwd), range: textRange(place.file, place) };
}
