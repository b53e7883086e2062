/** The whole number nearest to one that is not accepted, within the bounds of what is, as it is written. */
export function nearestWithin(value: number, { min, max }: { readonly min: number; readonly max: number }): string {
  return String(Math.min(max, Math.max(min, Math.round(value))));
}
