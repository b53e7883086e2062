import { numberText } from "./value.ts";

/** How Terraform converts between its primitive types; undefined where it would report an error. */
export function toText(value: string | number | boolean): string {
  return typeof value === "number" ? numberText(value) : String(value);
}

/** The number that Terraform converts a primitive to; undefined where it refuses to: for booleans and other texts. */
export function toNumber(value: string | number | boolean): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean" || !/^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value)) return undefined;
  return Number(value);
}

/** The boolean that Terraform converts a primitive to; undefined where it refuses to: for numbers and other texts. */
export function toBool(value: string | number | boolean): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" ? false : undefined;
}
