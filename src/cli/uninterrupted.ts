/** Runs something that must not stop halfway: an interrupt waits until it is done. */
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
