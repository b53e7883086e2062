/** The format of a kind of secret. The group `secret` matches the part that must not be a placeholder. */
export interface KnownSecretFormat {
  readonly what: string;
  readonly pattern: RegExp;
  /** Whether its characters are random, so that a text with few different characters is not one. */
  readonly looksRandom: boolean;
  /** Every secret of the kind contains one of these. Most texts contain none, and need no match against the pattern. */
  readonly marks: readonly string[];
  /** The number of characters that may be shown, if not the usual one. */
  readonly shows?: number;
}

function token(what: string, marks: readonly string[], pattern: RegExp): KnownSecretFormat {
  return { what, marks, pattern, looksRandom: true };
}

/**
 * Formats that providers publish so that leaked keys can be found (GitHub, About secret scanning: supported patterns;
 * AWS IAM user guide, Unique identifiers; both 2026-11). Each pattern is linear in the length of the text.
 */
export const secretFormats: readonly KnownSecretFormat[] = [
  {
    what: "a private key",
    pattern: /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=:\s-]{40}/,
    marks: ["-----BEGIN "],
    looksRandom: false,
    shows: 10,
  },
  {
    what: "a private key of PuTTY",
    pattern:
      /PuTTY-User-Key-File-\d: \S{1,80}\s{1,9}Encryption: none\s[\s\S]{0,4000}?Private-Lines: \d{1,9}\s{1,9}[A-Za-z0-9+/=\s]{40}/,
    marks: ["PuTTY-User-Key-File-"],
    looksRandom: false,
    shows: 19,
  },
  token("an AWS access key id", ["AKIA", "ASIA"], /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/),
  token(
    "a GitHub token",
    ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})/,
  ),
  token(
    "a GitLab token",
    ["glpat-", "gldt-", "glrt-", "glptt-", "glsoat-", "glcbt-", "glagent-"],
    /(?<![A-Za-z0-9])gl(?:pat|dt|rt|ptt|soat|cbt|agent)-[A-Za-z0-9_-]{20,}/,
  ),
  token("a Slack token", ["xox"], /(?<![A-Za-z0-9])xox[abeoprs]-(?:[0-9A-Za-z]{1,20}-){1,5}[0-9A-Za-z]{16,}/),
  token(
    "a Slack webhook address",
    ["hooks.slack.com/"],
    /hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[A-Z0-9]{8,14}\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{20,})/,
  ),
  token(
    "a Discord webhook address",
    ["/api/webhooks/"],
    /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/(?<secret>[\w-]{60,})/,
  ),
  token("a live Stripe key", ["k_live_"], /(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{20,}/),
  token("a Stripe webhook secret", ["whsec_"], /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{30,}/),
  token("a Google API key", ["AIza"], /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/),
  token("a SendGrid key", ["SG."], /(?<![A-Za-z0-9])SG\.[\w-]{22}\.[\w-]{43}/),
  token(
    "an OpenAI key",
    ["T3BlbkFJ"],
    /(?<![A-Za-z0-9])sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,200}T3BlbkFJ[A-Za-z0-9_-]{20,200}/,
  ),
  token("an Anthropic key", ["sk-ant-"], /(?<![A-Za-z0-9])sk-ant-(?:api|admin)\d\d-[A-Za-z0-9_-]{80,}/),
  token("an npm token", ["npm_"], /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/),
  token("a PyPI token", ["pypi-"], /pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}/),
  token("a Docker Hub token", ["dckr_pat_"], /(?<![A-Za-z0-9])dckr_pat_[A-Za-z0-9_-]{27}/),
  token("a Hugging Face token", ["hf_"], /(?<![A-Za-z0-9])hf_[A-Za-z]{34}(?![A-Za-z0-9])/),
  token("a Terraform Cloud token", [".atlasv1."], /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,}/),
  token("a Vault token", ["hvs."], /(?<![A-Za-z0-9])hvs\.[A-Za-z0-9_-]{24,}/),
  token("a DigitalOcean token", ["_v1_"], /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{64}/),
  token("a Shopify token", ["shp"], /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/),
  token("a New Relic licence key", ["NRAL"], /(?<![A-Za-z0-9])[a-f0-9]{36}NRAL(?![A-Za-z0-9])/),
  token("a New Relic user key", ["NRAK-"], /(?<![A-Za-z0-9])NRAK-[A-Z0-9]{27}/),
  token("a Telegram bot token", [":AA"], /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/),
  token("an Azure storage key", ["AccountKey="], /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/),
  {
    what: "an address with a password in it",
    pattern:
      /(?<![A-Za-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:@/?#"']{0,100}:(?<secret>[^\s:@/?#"']{3,200})@[\w.[\]\u0000-]/,
    marks: ["://"],
    looksRandom: false,
    shows: 8,
  },
  {
    what: "a connection string with a password in it",
    pattern:
      /(?:^|;)\s{0,80}(?:server|data source|host|user id|uid|database|initial catalog)\s{0,9}=[^;]{1,200};(?:[^;]{0,200};){0,12}?\s{0,80}(?:password|pwd)\s{0,9}=\s{0,9}(?<secret>[^;\s]{3,200})/i,
    marks: [";"],
    looksRandom: false,
    shows: 4,
  },
];
