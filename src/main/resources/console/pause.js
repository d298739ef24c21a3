/** Waits until the time has passed or the signal aborts, and leaves nothing behind. */
export function pause(milliseconds, signal, timers = globalThis) {
  return new Promise((resolve) => {
    const end = () => {
      timers.clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = timers.setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
