import { settingName } from "../languages/java-setting.ts";
import type { Evaluator } from "../values/evaluator.ts";
import { type CallSite, type CodeValue, type PassedArgument, UNKNOWN } from "../values/value.ts";
import { openRequest } from "./java-built.ts";
import { Request } from "./request.ts";
import type { SdkValue } from "./sdk-value.ts";

type Sdk = Extract<CodeValue, { kind: "sdk" }>;
type Builder = Extract<SdkValue, { kind: "builder" }>;

/** Parameters that are not called as in the API. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["bucketName", "Bucket"],
  ["destinationBucket", "Bucket"],
  ["destinationBucketName", "Bucket"],
  ["sourceBucket", "CopySource"],
  ["sourceBucketName", "CopySource"],
]);

/** What a method of a request, or of something like it, returns: the same with one more parameter, or a parameter. */
export function withSetting(
  of: Sdk,
  sdk: Builder,
  name: string,
  { arguments: passed }: CallSite,
): readonly CodeValue[] {
  if (/^(?:build|toBuilder|copy|clone)$/.test(name)) return [of];
  const parameter = settingName(name);
  if (passed.length === 0) {
    const known = sdk.arguments.filter((each) => each.name === parameter).flatMap(({ values }) => values());
    return known.length > 0 ? known : [UNKNOWN];
  }
  const values = () => passed.flatMap((each) => each.values());
  return [{ ...of, sdk: { ...sdk, arguments: [...sdk.arguments, { name: parameter, isSpread: false, values }] } }];
}

/** The request that a call is given: one that was built, or what a function adds to an empty one. */
export function javaRequest(
  values: readonly CodeValue[],
  evaluator: Evaluator,
  parameter: string | undefined,
  first: string,
): Request {
  const given = values.flatMap((value): readonly PassedArgument[] => {
    if (value.kind === "text" && parameter !== undefined)
      return [{ name: parameter, isSpread: false, values: () => [value] }];
    const object = openRequest(value, evaluator);
    return object.kind === "keywords" ? object.arguments : [];
  });
  const named = given.flatMap((each) => {
    if (each.name === first) return parameter === undefined ? [] : [{ ...each, name: parameter }];
    return [{ ...each, name: PARAMETERS.get(each.name ?? "") ?? each.name }];
  });
  return new Request(evaluator, [], named.length > 0 ? named : [UNKNOWN_GROUP]);
}

/** A request that nothing is known of may name any group of schedules, rather than the default one. */
const UNKNOWN_GROUP: PassedArgument = { name: "GroupName", isSpread: false, values: () => [UNKNOWN] };
