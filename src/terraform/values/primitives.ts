import { numberText } from "./value.ts";

/** Converts a primitive to a string as Terraform does. */
export function toText(value: string | number | boolean): string {
  return typeof value === "number" ? numberText(value) : String(value);
}

/** Converts a primitive to a number as Terraform does; undefined if it refuses to, as for booleans and other texts. */
export function toNumber(value: string | number | boolean): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value === "boolean" || !/^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(value)) return undefined;
  return Number(value);
}

/** Converts a primitive to a boolean as Terraform does; undefined if it refuses to, as for numbers and other texts. */
export function toBool(value: string | number | boolean): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" ? false : undefined;
}
