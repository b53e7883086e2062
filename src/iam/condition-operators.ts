/**
 * IAM's condition operators without ForAllValues:, ForAnyValue: and IfExists, as AWS writes them, by their names in
 * lower case.
 */
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
