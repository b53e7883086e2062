/** The type of a block, or of the blocks that a dynamic block makes. */
export function producedType({
  type,
  labels,
}: {
  readonly type: string;
  readonly labels: readonly { readonly value: string }[];
}): string {
  return type === "dynamic" ? (labels[0]?.value ?? "") : type;
}
