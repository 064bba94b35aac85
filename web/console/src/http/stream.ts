// The desk's live events: opened with a key of one use, and again when the line breaks.
import type { DeskEvent } from "./shapes";

const KINDS = ["ticket", "message", "typing", "seen", "presence", "reset"] as const;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
const SILENCE_MS = 10_000; // to open; the stream says something at once

export type LineState =
  | { readonly kind: "opening" }
  | { readonly kind: "open" }
  | { readonly kind: "lost"; readonly nextAt: number };

export interface StreamParts {
  readonly newKey: () => Promise<{ readonly key: string }>;
  readonly onEvent: (event: DeskEvent) => void;
  readonly onLine: (state: LineState) => void;
}

export class DeskStream {
  #source: EventSource | null = null;
  #timer = 0;
  #after = "";
  #tries = 0;
  #isClosed = false;

  constructor(private readonly parts: StreamParts) {
    addEventListener("online", this.openNow);
    addEventListener("offline", this.#wait); // a source would notice minutes later
    void this.#open();
  }

  readonly openNow = (): void => {
    if (this.#isClosed) return;
    this.#drop();
    void this.#open();
  };

  close(): void {
    this.#isClosed = true;
    removeEventListener("online", this.openNow);
    removeEventListener("offline", this.#wait);
    this.#drop();
  }

  async #open(): Promise<void> {
    if (this.#tries === 0) this.parts.onLine({ kind: "opening" });
    try {
      const { key } = await this.parts.newKey();
      if (!this.#isClosed && this.#source === null) this.#listen(key);
    } catch {
      this.#wait();
    }
  }

  #listen(key: string): void {
    const query = new URLSearchParams({ key, ...(this.#after && { after: this.#after }) });
    const source = new EventSource(`/api/admin/desk/events?${query}`);
    this.#source = source;
    this.#timer = setTimeout(() => this.#wait(), SILENCE_MS);
    source.onopen = () => {
      clearTimeout(this.#timer);
      this.#tries = 0;
      this.parts.onLine({ kind: "open" });
    };
    source.onerror = () => this.#wait(); // its own retry would use the same key again
    for (const kind of KINDS) source.addEventListener(kind, (event) => this.#told(kind, event));
  }

  #told(kind: DeskEvent["kind"], event: MessageEvent<string>): void {
    if (event.lastEventId) this.#after = event.lastEventId;
    this.parts.onEvent({ kind, ...JSON.parse(event.data) } as DeskEvent);
  }

  /** Twice as long each time, and not all pages in the same second. */
  readonly #wait = (): void => {
    this.#drop();
    if (this.#isClosed) return;
    const longest = Math.min(FIRST_WAIT_MS * 2 ** this.#tries, LONGEST_WAIT_MS);
    const wait = this.#tries === 0 ? FIRST_WAIT_MS : longest * (0.5 + Math.random() / 2);
    this.#tries += 1;
    this.parts.onLine({ kind: "lost", nextAt: Date.now() + wait });
    this.#timer = setTimeout(this.openNow, wait);
  };

  #drop(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }
}
