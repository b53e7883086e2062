/** One condition of a version constraint. */
interface Condition {
  readonly operator: "=" | "!=" | ">" | ">=" | "<" | "<=" | "~>";
  readonly version: readonly number[];
}

/** The versions that a constraint such as `>= 1.5, < 2.0` allows. */
export interface VersionConstraint {
  /** Whether some version from this one on is allowed; true unless that is excluded. */
  allowsFrom(version: readonly number[]): boolean;
  /** Whether some version below this one is allowed. */
  allowsBelow(version: readonly number[]): boolean;
  /** Whether exactly this version is allowed. */
  allows(version: readonly number[]): boolean;
  /** The versions in the constraint. */
  readonly named: readonly (readonly number[])[];
  /** Whether there is no upper bound. */
  readonly isUnbounded: boolean;
  /** The lowest version that is certainly meant, as written: `>= 6.2` gives 6, 2. */
  readonly lowest: readonly number[] | undefined;
}

const CONDITION = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;

/** Parses a version constraint; undefined if it is invalid (Terraform language, Version Constraints). */
export function parseVersionConstraint(text: string): VersionConstraint | undefined {
  const conditions: Condition[] = [];
  for (const part of text.split(",")) {
    const match = CONDITION.exec(part.trim());
    if (!match?.[2]) return undefined;
    const operator = (match[1] ?? "=") as Condition["operator"];
    conditions.push({ operator, version: match[2].split(".").map(Number) });
  }
  return {
    allowsFrom: (version) =>
      conditions.every((condition) => compareVersions(upperEnd(condition), version) >= upperLimit(condition)),
    allowsBelow: (version) =>
      conditions.every((condition) => !isLowerBound(condition) || compareVersions(condition.version, version) < 0),
    allows: (version) => conditions.every((condition) => isMet(condition, version)),
    named: conditions.map(({ version }) => version),
    isUnbounded: !conditions.some(({ operator }) => ["=", "<", "<=", "~>"].includes(operator)),
    lowest: conditions
      .filter(isLowerBound)
      .map(({ version }) => version)
      .sort(compareVersions)
      .at(-1),
  };
}

/**
 * Whether no version satisfies all of these. If any does, then so does the lowest version, one of those named, or the
 * one directly after one of these.
 */
export function excludeEachOther(constraints: readonly VersionConstraint[]): boolean {
  const candidates = constraints.flatMap(({ named }) =>
    named.flatMap(([major = 0, minor = 0, patch = 0]) => [
      [major, minor, patch],
      [major, minor, patch + 1],
    ]),
  );
  return ![[0, 0, 0], ...candidates].some((version) => constraints.every((one) => one.allows(version)));
}

function isMet({ operator, version: bound }: Condition, version: readonly number[]): boolean {
  const order = compareVersions(version, bound);
  switch (operator) {
    case "=":
      return order === 0;
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "~>":
      // after a single number, tools differ on where the range ends
      return order >= 0 && (bound.length === 1 || compareVersions(version, upperEnd({ operator, version: bound })) < 0);
  }
}

function isLowerBound({ operator }: Condition): boolean {
  return ["=", ">", ">=", "~>"].includes(operator);
}

/** The first version beyond what a condition allows; infinite if there is none. */
function upperEnd({ operator, version }: Condition): readonly number[] {
  if (operator === "~>") {
    const raised = version.slice(0, Math.max(1, version.length - 1));
    return raised.map((part, i) => (i === raised.length - 1 ? part + 1 : part));
  }
  return operator === "=" || operator === "<" || operator === "<=" ? version : [Number.POSITIVE_INFINITY];
}

/** How the end has to compare to a version for that or a later version to be allowed: 0 if the end itself is. */
function upperLimit({ operator }: Condition): 0 | 1 {
  return operator === "<" || operator === "~>" ? 1 : 0;
}

/** The order of two versions, as numbers from the major one on. */
export function compareVersions(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left, right] = [a[i] ?? 0, b[i] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
