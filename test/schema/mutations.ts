import {
  fullBody,
  holderOf,
  minimalBlock,
  minimalBody,
  requiredAttributes,
  requiredBlocks,
  type SchemaType,
  settable,
  wrongValue,
} from "./configurations.ts";

/** A resource with one mistake, or none, and the expected finding. */
export interface Case {
  readonly type: SchemaType;
  readonly body: readonly string[];
  /** Blocks beside it: an output that refers to it. */
  readonly beside?: readonly string[];
  readonly expected: Expected | undefined;
}

interface Expected {
  readonly rule: string;
  /** A name that the message or the help has to contain. */
  readonly names: string;
}

/** A minimal configuration of a type and one with everything, both valid. */
export function rightCases(type: SchemaType, label: (type: SchemaType) => string): Case[] {
  const { schema } = type;
  const attributes = [...schema.attributes.keys(), ...schema.blocks.keys()].filter(
    (name) => schema.attributes.get(name)?.deprecated === undefined,
  );
  return [
    {
      type,
      body: minimalBody(holderOf(type)),
      beside: [
        `output "${label(type)}" {`,
        `  value = [${attributes.map((name) => `${addressOf(type, label(type))}.${name}`).join(", ")}]`,
        "}",
      ],
      expected: undefined,
    },
    { type, body: fullBody(holderOf(type)), expected: undefined },
  ];
}

/** One case for each kind of mistake that is possible with the type. */
export function wrongCases(type: SchemaType, label: (type: SchemaType) => string): Case[] {
  const { schema } = type;
  const holder = holderOf(type);
  const minimal = minimalBody(holder);
  const wrong = (body: readonly string[], rule: string, names: string): Case => ({
    type,
    body,
    expected: { rule: `schema/${rule}`, names },
  });
  const [plain] = settable(schema).filter(
    ([name, { required, deprecated }]) => !required && deprecated === undefined && name.length > 4,
  );
  const [dropped] = [...requiredAttributes(schema), ...requiredBlocks(schema)];
  const typed = settable(schema).find(
    ([, { type: of, required, deprecated }]) => !required && deprecated === undefined && wrongValue(of) !== undefined,
  );
  const argument = settable(schema).find(([, { type: of, required }]) => !required && isNoBlock(of.kind));
  const readOnly = [...schema.attributes].find(([, { required, optional }]) => !required && !optional);
  const block = [...schema.blocks].find(
    ([, { min, deprecated, block: inner }]) => min === 0 && deprecated === undefined && !inner.open,
  );
  const single = [...schema.blocks].find(
    ([, { max, min, deprecated, block: inner }]) => max === 1 && min === 0 && deprecated === undefined && !inner.open,
  );
  const readable = [...schema.attributes.keys()].find((name) => name.length > 4);
  return [
    wrong([...minimal, "zz_nothing_like_it = 1"], "unknown-argument", "zz_nothing_like_it"),
    ...(plain ? [wrong([...minimal, `${misspelt(plain[0])} = "x"`], "unknown-argument", plain[0])] : []),
    ...(dropped ? [wrong(minimalBody(holder, dropped[0]), "missing-argument", dropped[0])] : []),
    ...(typed ? [wrong([...minimal, `${typed[0]} = ${wrongValue(typed[1].type)}`], "wrong-type", typed[0])] : []),
    ...(argument ? [wrong([...minimal, `${argument[0]} {}`], "block-or-argument", argument[0])] : []),
    ...(readOnly ? [wrong([...minimal, `${readOnly[0]} = "x"`], "read-only-argument", readOnly[0])] : []),
    ...(block
      ? [
          wrong([...minimal, `${block[0]} = {}`], "block-or-argument", block[0]),
          wrong([...minimal, ...minimalBlock(holder, ...block, misspelt(block[0]))], "unknown-block", block[0]),
        ]
      : []),
    ...(single
      ? [
          wrong(
            [...minimal, ...minimalBlock(holder, ...single), ...minimalBlock(holder, ...single)],
            "block-count",
            single[0],
          ),
        ]
      : []),
    ...(readable
      ? [
          {
            type,
            body: minimal,
            beside: [
              `output "${label(type)}" {`,
              `  value = ${addressOf(type, label(type))}.${misspelt(readable)}`,
              "}",
            ],
            expected: { rule: "schema/unknown-attribute", names: readable },
          },
        ]
      : []),
  ];
}

function addressOf({ kind, name }: SchemaType, label: string): string {
  return kind === "resource" ? `${name}.${label}` : `${kind}.${name}.${label}`;
}

/** The name with an additional letter in the middle. */
function misspelt(name: string): string {
  const middle = Math.floor(name.length / 2);
  return `${name.slice(0, middle)}q${name.slice(middle)}`;
}

function isNoBlock(kind: string): boolean {
  return kind === "string" || kind === "number" || kind === "bool" || kind === "map";
}
