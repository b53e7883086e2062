/** One condition of a version constraint. */
interface Condition {
  readonly operator: "=" | "!=" | ">" | ">=" | "<" | "<=" | "~>";
  readonly version: readonly number[];
}

/** What a version constraint such as `>= 1.5, < 2.0` lets through. */
export interface VersionConstraint {
  /** Whether some version from this one on is let through; true where that is not excluded. */
  allowsFrom(version: readonly number[]): boolean;
  /** Whether a version below this one is let through. */
  allowsBelow(version: readonly number[]): boolean;
  /** Whether it lets this very version through. */
  allows(version: readonly number[]): boolean;
  /** The versions that it names. */
  readonly named: readonly (readonly number[])[];
  /** Whether there is no upper bound. */
  readonly isUnbounded: boolean;
  /** The lowest version that is surely meant, as written: `>= 6.2` gives 6, 2. */
  readonly lowest: readonly number[] | undefined;
}

const CONDITION = /^(=|!=|>=|<=|>|<|~>)?\s*v?(\d+(?:\.\d+){0,2})(?:-[\w.-]+)?(?:\+[\w.-]+)?$/;

/** Reads a version constraint; undefined where it is none (Terraform language, Version Constraints). */
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
      conditions.every((condition) => compare(upperEnd(condition), version) >= upperLimit(condition)),
    allowsBelow: (version) =>
      conditions.every((condition) => !isLowerBound(condition) || compare(condition.version, version) < 0),
    allows: (version) => conditions.every((condition) => isMet(condition, version)),
    named: conditions.map(({ version }) => version),
    isUnbounded: !conditions.some(({ operator }) => ["=", "<", "<=", "~>"].includes(operator)),
    lowest: conditions
      .filter(isLowerBound)
      .map(({ version }) => version)
      .sort(compare)
      .at(-1),
  };
}

/**
 * Whether no version is let through by all of these. If one is, then so is the lowest, or one that is named, or the next one
 * behind it.
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
  const order = compare(version, bound);
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
      // behind one number alone readers of constraints do not agree what it ends with
      return order >= 0 && (bound.length === 1 || compare(version, upperEnd({ operator, version: bound })) < 0);
  }
}

function isLowerBound({ operator }: Condition): boolean {
  return ["=", ">", ">=", "~>"].includes(operator);
}

/** The version that ends what a condition lets through; endless where it has no end. */
function upperEnd({ operator, version }: Condition): readonly number[] {
  if (operator === "~>") {
    const raised = version.slice(0, Math.max(1, version.length - 1));
    return raised.map((part, i) => (i === raised.length - 1 ? part + 1 : part));
  }
  return operator === "=" || operator === "<" || operator === "<=" ? version : [Number.POSITIVE_INFINITY];
}

/** How the end must compare to a version for that version, or a later one, to be let through: 0 where the end itself is. */
function upperLimit({ operator }: Condition): 0 | 1 {
  return operator === "<" || operator === "~>" ? 1 : 0;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [left, right] = [a[i] ?? 0, b[i] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
