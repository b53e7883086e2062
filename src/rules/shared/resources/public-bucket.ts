import type { Stack } from "../../../lambda/index.ts";
import {
  type BlockValue,
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  isLeftOut,
  type Place,
  type Resource,
  stringOf,
} from "../../../terraform/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { setArgument, suggestValues } from "../edits/arguments.ts";
import { suggestionOf } from "../edits/fixes.ts";

/** A setting that opens a bucket to everyone. */
export interface BucketOpening {
  /** Undefined if it is created elsewhere. */
  readonly bucket: Resource | undefined;
  /** The resource that opens it. */
  readonly opener: Resource;
  readonly at: Place;
  readonly what: string;
  /** Whether everyone may also write, and no setting here takes that back. */
  readonly isWritable: boolean;
  /** The edits that close it. */
  readonly suggestions: readonly Fix[];
}

const WRITABLE = "public-read-write";
const WRITING: ReadonlySet<string | undefined> = new Set(["WRITE", "WRITE_ACP", "FULL_CONTROL"]);
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const EVERYONE = /\/groups\/global\/(?:AllUsers|AuthenticatedUsers)$/;
const BLOCKS = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"];
/** Settings that refuse what would open a bucket: with them, the others have no effect. The default is false. */
const AT_THE_DOOR = ["block_public_acls", "block_public_policy"];

/**
 * The settings that open buckets of the stack. Without any settings a bucket is not open: S3 blocks public access of
 * new buckets (Amazon S3 user guide, Blocking public access, since April 2023).
 */
export function bucketOpenings(stack: Stack): readonly BucketOpening[] {
  const bucketOf = ({ body }: Resource) => stack.resourceNamed(body.value("bucket"), ["aws_s3_bucket"], "bucket");
  const acls = [
    ...stack.resources("aws_s3_bucket_acl").map((acl) => ({ acl, bucket: bucketOf(acl) })),
    ...stack.resources("aws_s3_bucket").map((bucket) => ({ acl: bucket, bucket })),
  ];
  return [
    ...acls.flatMap(({ acl, bucket }) =>
      [...openAcl(acl), ...openGrants(acl)].map((opening) => ({
        ...opening,
        bucket,
        opener: acl,
        isWritable: opening.isWritable && !ignoresAcls(bucket, stack),
      })),
    ),
    ...stack.resources("aws_s3_bucket_public_access_block").flatMap((opener) => {
      const off =
        BLOCKS.find((name) => isAlways(opener, name, false)) ?? AT_THE_DOOR.find((name) => isLeftOut(opener, name));
      return off === undefined
        ? []
        : [
            {
              bucket: bucketOf(opener),
              opener,
              at: opener.body.place(off),
              what: `${off} is false`,
              isWritable: false,
              suggestions: suggestionOf("Block all public access", ...allBlocked(opener)),
            },
          ];
    }),
  ];
}

/**
 * The buckets that contain a website, which is meant to be public (undefined: one that is created elsewhere, and may be
 * any).
 */
export function siteBuckets(stack: Stack): ReadonlySet<Resource | undefined> {
  const sites = stack
    .resources("aws_s3_bucket_website_configuration")
    .map((site) => stack.resourceNamed(site.body.value("bucket"), ["aws_s3_bucket"], "bucket"));
  const withBlock = stack.resources("aws_s3_bucket").filter(({ body }) => body.hasBlock("website") !== "no");
  return new Set([...sites, ...withBlock]);
}

function allBlocked(opener: Resource): readonly (Edit | undefined)[] {
  return BLOCKS.filter((name) => opener.body.boolean(name) !== true).map((name) =>
    setArgument(opener.body, name, "true"),
  );
}

function openAcl(acl: Resource) {
  const name = PUBLIC_ACLS.find((open) => isAlways(acl, "acl", open));
  return name === undefined
    ? []
    : [
        {
          at: acl.body.place("acl"),
          what: `its ACL is ${name}`,
          isWritable: name === WRITABLE,
          suggestions: suggestValues(acl.body, "acl", ['"private"']),
        },
      ];
}

/** Whether a public access block, of the bucket or of the account, may take away what an ACL of the bucket grants. */
function ignoresAcls(bucket: Resource | undefined, stack: Stack): boolean {
  const isOn = (block: Resource) =>
    !isAlways(block, "ignore_public_acls", false) && !isLeftOut(block, "ignore_public_acls");
  return (
    stack.resources("aws_s3_account_public_access_block").some(isOn) ||
    stack.resources("aws_s3_bucket_public_access_block").some((block) => {
      const of = stack.resourceNamed(block.body.value("bucket"), ["aws_s3_bucket"], "bucket");
      return isOn(block) && (of === undefined || bucket === undefined || of === bucket);
    })
  );
}

/** Grants to everyone, in a bucket's own arguments or in its ACL. */
function openGrants(acl: Resource) {
  const holders = [acl.body, ...acl.body.blocks("access_control_policy")];
  return holders
    .flatMap((holder) => holder.blocks("grant"))
    .flatMap((grant) =>
      [grant, ...grant.blocks("grantee")]
        .filter((grantee) => EVERYONE.test(grantee.string("uri") ?? ""))
        .map((grantee) => ({
          at: grantee.place("uri"),
          what: "its ACL has a grant for everyone",
          isWritable: permissionsOf(grant, acl).some((permission) => WRITING.has(permission)),
          suggestions: [],
        })),
    );
}

/** What a grant lets do, whoever calls the module. */
function permissionsOf(grant: BlockValue, acl: Resource): readonly (string | undefined)[] {
  return ["permission", "permissions"]
    .filter((name) => !isCallersChoice(acl, name, grant))
    .flatMap((name) => elementsOrSelf(grant.value(name)).elements.map(stringOf));
}
