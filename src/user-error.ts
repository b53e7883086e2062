/**
 * A failure that the user can fix: a bad flag, a bad file. The message is one sentence with the place and what is
 * wrong; the hint says what would be right. Anything else that is thrown is a bug.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
  }
}
