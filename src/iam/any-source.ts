/** Resources that AWS names uniquely across accounts, so that the account adds nothing. */
const NAMED_BY_AWS = /^arn:[^:]*:(?:execute-api|cloudfront|cognito-idp):/;

/** Whether an ARN, with its wildcards, matches principals or resources of every account. */
export function isOfAnyAccount(arn: string): boolean {
  const account = arn.split(":")[4];
  return account === undefined ? endsEarly(arn) : /^\*+$/.test(account);
}

/**
 * Whether an ARN matches resources that anyone can create in their own account: the account is a wildcard, or there is
 * none, as in ARNs of buckets, and the name is one.
 */
export function isOfAnySource(arn: string): boolean {
  const [, , service, , account, ...rest] = arn.split(":");
  if (account === undefined) return endsEarly(arn);
  const name = rest.join(":").replace(/^(?:distribution|userpool)\//, "");
  // the name of a bucket is unique among all accounts, so a bucket that is named has one owner
  if (service === "s3") return /^\*+$/.test(name);
  return isOfAnyAccount(arn) && !(NAMED_BY_AWS.test(arn) && /^[^*?]/.test(name));
}

/** Whether a wildcard stands for all that follows: `*`, or `arn:aws:sns:*`. */
function endsEarly(arn: string): boolean {
  return /^(?:arn:.*)?\*$/s.test(arn);
}
