/** Words of constraints that hold for Lambda; `lambda` and the like are what people build for it with. */
const HOLDS = /^(?:linux|unix|amd64|arm64|cgo|gc|go1\.\d+|aws)$|lambda/;
/** Systems that Go builds for and Lambda does not have (go help buildconstraint, 2026-11). */
const OTHER_SYSTEM =
  /^(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|netbsd|openbsd|plan9|solaris|wasip1|windows)$/;
/** Processors that Lambda does not have. */
const OTHER_PROCESSOR = /^(?:386|arm|mips\w*|ppc64\w*|riscv64|s390x|wasm)$/;

/** Whether a file belongs to what is built for Lambda. */
export function isBuiltForLambda(name: string, text: string): boolean {
  if (!name.endsWith(".go") || isForElsewhere(name)) return false;
  const [, constraint] = /^\/\/go:build (.*)$/m.exec(text.split(/^package /m)[0] ?? "") ?? [];
  return constraint === undefined || holds(constraint);
}

/** Whether a file is for tests, or for another system or processor, as its name ends: `_windows`, `_windows_amd64`. */
function isForElsewhere(name: string): boolean {
  const [last = "", before = ""] = name.slice(0, -".go".length).split("_").slice(1).reverse();
  if (last === "test" || OTHER_SYSTEM.test(last) || OTHER_PROCESSOR.test(last)) return true;
  return (last === "amd64" || last === "arm64") && OTHER_SYSTEM.test(before);
}

/** `linux && (amd64 || !cgo)` */
function holds(constraint: string): boolean {
  const tokens = constraint.match(/&&|\|\||[!()]|[^\s!()&|]+/g) ?? [];
  let at = 0;
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === "||") {
      at++;
      value = both() || value;
    }
    return value;
  };
  const both = (): boolean => {
    let value = one();
    while (tokens[at] === "&&") {
      at++;
      value = one() && value;
    }
    return value;
  };
  const one = (): boolean => {
    const token = tokens[at++] ?? "";
    if (token === "!") return !one();
    if (token !== "(") return HOLDS.test(token);
    const value = either();
    at++;
    return value;
  };
  return either();
}
