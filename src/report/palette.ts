/** The colours of a report for people. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly underline: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
  readonly green: (text: string) => string;
}

const asIs = (text: string): string => text;

/** No colour at all. */
export const plain: Palette = {
  bold: asIs,
  dim: asIs,
  underline: asIs,
  red: asIs,
  yellow: asIs,
  blue: asIs,
  green: asIs,
};
