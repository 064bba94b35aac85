/** What stands in the way of a conversation, and when it is tried again. */
import type { ApiFailure, FailureKind } from "./api";

const BACKOFF_S = [2, 4, 8, 16, 30];
const BUSY_TRIES = 4;

export interface Trouble {
  kind: FailureKind;
  seconds: number;
  canRetry: boolean;
  until: number; // when it is tried again by itself
}

export class Troubles {
  now: Trouble | null = null;

  private timer = 0;
  private tries = 0;

  constructor(
    private readonly tryAgain: () => void,
    private readonly changed: () => void,
  ) {}

  /** Over: or nothing is to be tried again. */
  settle(): void {
    this.hold();
    this.now = null;
    this.tries = 0;
  }

  /** Whoever tries now needs no timer. */
  hold(): void {
    clearTimeout(this.timer);
  }

  meet({ kind, retryAfterS }: ApiFailure): void {
    const seconds = retryAfterS || (BACKOFF_S[Math.min(this.tries, BACKOFF_S.length - 1)] ?? 0);
    this.tries += 1;
    if (kind === "offline") {
      this.waitFor(seconds, kind, true, this.tryAgain);
    } else if (kind === "busy" && this.tries < BUSY_TRIES) {
      this.waitFor(seconds, kind, false, this.tryAgain);
    } else if (kind === "limited") {
      this.waitFor(seconds, kind, false, () => {
        this.stand("failed");
        this.changed();
      });
    } else {
      this.stand(kind === "timeout" || kind === "refused" ? kind : "failed");
    }
  }

  private stand(kind: FailureKind): void {
    this.now = { kind, seconds: 0, canRetry: true, until: 0 };
  }

  private waitFor(seconds: number, kind: FailureKind, canRetry: boolean, then: () => void): void {
    this.now = { kind, seconds, canRetry, until: Date.now() + seconds * 1000 };
    this.timer = window.setTimeout(then, seconds * 1000);
  }
}

/** The service is, and it is tried again by itself. */
export function isAway({ kind, until }: Trouble): boolean {
  return until > 0 && (kind === "offline" || kind === "busy");
}
