/** Runs something that must not stop halfway, ignoring the signals that would end it. */
export function uninterrupted(action: () => void): void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const wait = (): void => {};
  for (const signal of signals) process.on(signal, wait);
  try {
    action();
  } finally {
    for (const signal of signals) process.off(signal, wait);
  }
}
