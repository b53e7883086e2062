import { grouped } from "../../../grouped.ts";
import { isSameText, type Stack, textParts } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { attributeOwner, type Resource, stringOf, type Value } from "../../../terraform/index.ts";

const OBJECT_TYPES = ["aws_s3_object", "aws_s3_bucket_object"] as const;

/** The resources with a deployment package: functions and layers. */
export function packageHolders(stack: Stack): readonly Resource[] {
  return [...stack.functions.map(({ resource }) => resource), ...stack.resources("aws_lambda_layer_version")];
}

/** The object in the configuration whose key a resource refers to for its package. */
export function referredPackage({ body }: Resource): Resource | undefined {
  const { via } = body.value("s3_key");
  const isObject = via?.resource.mode === "managed" && OBJECT_TYPES.some((type) => type === via.resource.type);
  return isObject ? via.resource : undefined;
}

/** The objects in the configuration from which a resource takes its package, by the same bucket and key. */
export function namedPackages({ body }: Resource, stack: Stack): readonly Resource[] {
  const [key, bucket] = [body.value("s3_key"), body.value("s3_bucket")];
  const byKey = objectsByKey(stack);
  const text = stringOf(key);
  const candidates =
    text === undefined ? [...byKey.values()].flat() : [text, undefined].flatMap((one) => byKey.get(one) ?? []);
  return candidates.filter(
    (object) => isSame(object.body.value("key"), key) && isSameBucket(object.body.value("bucket"), bucket),
  );
}

/** Objects by key; those with an unknown key under undefined. */
const objectsByKey = oncePer((stack: Stack) =>
  grouped(
    OBJECT_TYPES.flatMap((type) => stack.resources(type)),
    ({ body }) => [stringOf(body.value("key"))],
  ),
);

function isSameBucket(a: Value, b: Value): boolean {
  const [first, second] = [attributeOwner(a), attributeOwner(b)];
  return (first !== undefined && first === second) || isSame(bucketName(a, first), bucketName(b, second));
}

/** The name of a bucket, if it is the one that the configuration sets. */
function bucketName(value: Value, owner: Resource | undefined): Value {
  return owner?.type === "aws_s3_bucket" && owner.mode === "managed" ? owner.body.value("bucket") : value;
}

function isSame(a: Value, b: Value): boolean {
  const [first, second] = [stringOf(a), stringOf(b)];
  return first === undefined || second === undefined ? isSameText(textParts(a), textParts(b)) : first === second;
}
