/** The tokens that matter here: what braces may stand in without being braces, words, arrows and single characters. */
const TOKENS =
  /"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|->|[\w$]+|\S/g;
/** What a switch stands after that has a value. */
const BEFORE_VALUE = /^(?:=|return|\(|,|->|\+|yield)$/;
const PRIMITIVE_OR_ARRAY = /^(?:\]|boolean|byte|char|double|float|int|long|short|void)$/;
/** The name of the parameter by which a function that stands for a switch is known. */
export const SWITCH_PARAMETER = "$";

/**
 * A file of Java in what the grammar knows of the language: `Order.class` is a field, and a switch that has a value is
 * a function, `($)->{switch (…) {…}}`. Lines stay the same.
 */
export function readableJava(text: string): string {
  const pieces: string[] = [];
  /** How many braces are open, at the beginning of each switch that has a value. */
  const switches: number[] = [];
  let open = 0;
  let done = 0;
  /** The tokens before, the last one first. */
  let [before, second] = ["", ""];
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (/^\/[/*]/.test(token)) continue;
    const replaced = replacement(token, [before, second], switches.length > 0);
    if (replaced !== undefined) {
      pieces.push(text.slice(done, index), replaced);
      done = index + token.length;
    }
    if (token === "switch" && BEFORE_VALUE.test(before)) switches.push(open);
    if (token === "{") open++;
    if (token === "}" && --open === switches.at(-1)) {
      switches.pop();
      pieces.push(text.slice(done, index + 1), "}");
      done = index + 1;
    }
    [before, second] = [token, before];
  }
  return pieces.join("") + text.slice(done);
}

function replacement(token: string, [before, second]: [string, string], isInSwitch: boolean): string | undefined {
  // what the grammar knows is `int.class` and `String[].class`
  if (token === "class" && before === "." && !PRIMITIVE_OR_ARRAY.test(second)) return "class_";
  if (token === "switch" && BEFORE_VALUE.test(before)) return `(${SWITCH_PARAMETER})->{switch`;
  return token === "yield" && isInSwitch && /^[;{}:]$/.test(before) ? "return" : undefined;
}
