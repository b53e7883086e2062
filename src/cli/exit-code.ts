/** The exit codes of the process. */
export const ExitCode = {
  /** Nothing at or above the threshold. */
  clean: 0,
  findings: 1,
  /** Bad flag, configuration or answers; unreadable input; HCL that does not parse. */
  unable: 2,
  bug: 3,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
