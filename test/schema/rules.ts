/** The rules that only depend on the provider's schema. */
export const SCHEMA_RULES = [
  ..."allowed-value block-count block-or-argument deprecated-argument deprecated-attribute missing-argument".split(" "),
  ..."read-only-argument unknown-argument unknown-attribute unknown-block unknown-type wrong-type".split(" "),
].map((name) => `schema/${name}`);
