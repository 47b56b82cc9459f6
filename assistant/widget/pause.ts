/** Growing pauses between attempts (docs/protocol.md: 1, 2, 4 … 30 s, with jitter). */

const LONGEST_SECONDS = 30;

/**
 * Milliseconds to wait before attempt number `attempt` (from 0).
 * Between half and all of the doubled second, so that five hundred citizens do not come back in the same instant.
 */
export function pauseBefore(attempt: number, random: () => number = Math.random): number {
  const whole = Math.min(2 ** attempt, LONGEST_SECONDS) * 1000;
  return whole / 2 + (whole / 2) * random();
}

/** A wait that can be cut short. */
export class Pause {
  private end: () => void = () => undefined;

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  cut(): void {
    this.end();
  }
}
