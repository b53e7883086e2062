/** The operators of IAM's conditions, without ForAllValues:, ForAnyValue: and IfExists, in lower case and as AWS writes them. */
export const CONDITION_OPERATORS: ReadonlyMap<string, string> = new Map(
  [
    ..."StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike StringNotLike".split(
      " ",
    ),
    ..."Numeric Date"
      .split(" ")
      .flatMap((type) =>
        "Equals NotEquals LessThan LessThanEquals GreaterThan GreaterThanEquals".split(" ").map((name) => type + name),
      ),
    ..."ArnEquals ArnNotEquals ArnLike ArnNotLike Bool BinaryEquals IpAddress NotIpAddress Null".split(" "),
  ].map((name) => [name.toLowerCase(), name]),
);
