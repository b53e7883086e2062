/** Words of constraints that hold for Lambda; `lambda` and the like are what people build for it with. */
const HOLDS = /^(?:linux|unix|amd64|arm64|cgo|gc|go1\.\d+|aws)$|lambda/;
/** Systems and processors that Go builds for and Lambda does not have, as a file's name ends (go help buildconstraint, 2026-11). */
const ELSEWHERE =
  /_(?:aix|android|darwin|dragonfly|freebsd|illumos|ios|js|netbsd|openbsd|plan9|solaris|wasip1|windows|386|arm|mips\w*|ppc64\w*|riscv64|s390x|wasm|test)(?:_\w+)?\.go$/;

/** Whether a file belongs to what is built for Lambda. */
export function isBuiltForLambda(name: string, text: string): boolean {
  if (!name.endsWith(".go") || ELSEWHERE.test(name)) return false;
  const [, constraint] = /^\/\/go:build (.*)$/m.exec(text.split(/^package /m)[0] ?? "") ?? [];
  return constraint === undefined || holds(constraint);
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
