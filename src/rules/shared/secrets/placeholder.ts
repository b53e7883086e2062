/**
 * AWS ids with only filler after the prefix, words that ask to be replaced, and the account of AWS's examples, in lower
 * case. EventBridge substitutes `<$.body>` and `<aws.pipes.event-arn>` (its user guide, Pipes input
 * transformation, 2026-11).
 */
const PLACEHOLDERS = [
  /^(?:subnet|sg|vpc|ami|i|eni|igw|nat|rtb|acl|vol|snap|lt|eipalloc|vpce|pcx|tgw)-(?:x{4,}|y{4,}|z{4,}|0{8,}|a{8,}|1{8,}|(?:0?12345678|abcdef|1234567890)[0-9a-f]*|x[0-9x]*)$/,
  /^your[-_]\S*$|^(?:insert|enter|put)[-_](?:the|an?|some|value|real|actual)(?:[-_]\S*)?$|^your \S+$|^(?=\S*$)\S*?[-_]your[-_]|^<(?!\$\.|aws\.)[^<>]+>$|^\{\{.*\}\}$|^x{4,}$/,
  /change[-_ ]?me|replace[-_ ]?(?:me|with|this)|^(?:todo|tbd|fixme|placeholder)$|^\S*[-_]here$|^(?:your|insert|enter|put) .{1,40} here$/,
  /^arn:aws[\w-]*:[^:]*:[^:]*:123456789012:/,
];

/** Whether a text is a placeholder that should have been replaced. */
export function isPlaceholder(text: string): boolean {
  const lowered = text.toLowerCase();
  return PLACEHOLDERS.some((pattern) => pattern.test(lowered));
}
