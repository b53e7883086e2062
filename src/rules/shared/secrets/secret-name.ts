/** Last words of the names of secrets. */
const SECRET_ENDINGS = [
  ["password"],
  ["passwd"],
  ["passphrase"],
  ["pwd"],
  ["pw"],
  ["pass"],
  ["secret"],
  ["token"],
  ["apikey"],
  ["api", "key"],
  ["secret", "key"],
  ["private", "key"],
  ["access", "key"],
  ["auth", "key"],
  ["encryption", "key"],
  ["signing", "key"],
  ["license", "key"],
  ["master", "key"],
  ["client", "secret"],
  ["credentials"],
  ["secret", "value"],
  ["password", "value"],
  ["token", "value"],
];

/** Matches every name that may end in one of these words. Checked first, as splitting a name takes longer. */
const MAY_END_SO = /pass|pwd|pw$|secret|token|key|credentials/i;

/** Words that, before the last one, rule out a secret: `MAX_TOKEN`, `PAGE_TOKEN`, `PUBLIC_KEY`. */
const HARMLESS = new Set(
  (
    "max min public page next num count by use has is enable require create generate rotate manage store allow attach " +
    "with existing external"
  ).split(" "),
);

/** The words of a name: `dbPassword`, `DB_PASSWORD` and `db-password` each have two. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

/**
 * Whether something with this name is a secret, judging by the last words: `DB_PASSWORD` is, `DB_PASSWORD_ARN`,
 * `SECRET_NAME` and `TOKEN_URL` are not.
 */
export function isSecretName(name: string): boolean {
  if (!MAY_END_SO.test(name)) return false;
  const words = wordsOf(name);
  if (words.some((word) => HARMLESS.has(word))) return false;
  return SECRET_ENDINGS.some((ending) => ending.every((word, i) => words[words.length - ending.length + i] === word));
}

const MENTIONS = new Set(["key", "apikey", "token", "secret", "password", "auth", "credential", "credentials", "salt"]);
/** Words that, after a secret's name, denote an attribute of the secret. */
const ATTRIBUTES = new Set(
  "id ids name arn url uri path prefix hash sha256 digest fingerprint thumbprint version bucket endpoint host alias file type".split(
    " ",
  ),
);

/** Whether a name denotes an attribute or the location of a secret: `db_secret_arn`, `token_url`. */
export function isOfSecret(name: string): boolean {
  return ATTRIBUTES.has(wordsOf(name).at(-1) ?? "");
}

const SETS_OF_ATTRIBUTES = new Set("ids names arns urls uris paths".split(" "));

/** Matches every name whose last word may be one of these. Checked first, as splitting a name takes longer. */
const MAY_BE_SET = /(?:ids|names|arns|urls|uris|paths)(?:[^a-z0-9]|$)/i;

/** Whether a name denotes several attributes or locations of secrets: `secret_names`, `parameter_paths`. */
export function isOfSecrets(name: string): boolean {
  return MAY_BE_SET.test(name) && SETS_OF_ATTRIBUTES.has(wordsOf(name).at(-1) ?? "");
}

const PUBLISHED = new Set(["public", "site", "publishable", "anon", "pub", "object", "s3"]);

/** Matches every name that may contain such a word. Checked first, as splitting a name takes longer. */
const MAY_MENTION = /key|token|secret|password|auth|credential|salt/i;

/** Whether a name contains a word for secrets, so that a random value is most likely one. */
export function mentionsSecret(name: string): boolean {
  if (!MAY_MENTION.test(name)) return false;
  const words = wordsOf(name);
  if (isOfSecret(name) || words.some((word) => PUBLISHED.has(word))) return false;
  return words.some((word) => MENTIONS.has(word));
}
