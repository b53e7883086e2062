/**
 * A number as HCL converts it to a string: with all its digits and no exponent. `source`: digits, at most one dot,
 * optionally an exponent.
 */
export function decimalText(source: string): string {
  const [mantissa = "", exponent = "0"] = source.toLowerCase().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const dot = Math.max(point, 1);
  const integer = padded.slice(0, dot).replace(/^0+(?=\d)/, "");
  const rest = padded.slice(dot).replace(/(?<!0)0+$/, "");
  return rest === "" ? integer : `${integer}.${rest}`;
}
