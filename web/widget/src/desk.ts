/**
 * What is heard of the person whom a customer waits for or talks with: one stream of events,
 * opened only while there is such a request, and opened again when it breaks.
 */
import { ApiFailure, type ChatApi, type PersonMessage, type Session, type Turn } from "./api";

const BACKOFF_S = [1, 2, 5, 10, 20];
const TYPING_SHOWN_MS = 6_000;
const TYPING_EVERY_MS = 3_000;

export interface DeskState {
  state: "waiting" | "taken" | "bot";
  ticket: string;
  name?: string;
  ahead?: number | null; // how many are served before
  wait_min?: number | null;
}

/** A reminder of how long it takes: the state it stands in, in a sentence. */
export type Reminder = DeskState & { text: string };

export interface DeskListener {
  changed(): void;
  heard(message: PersonMessage): void;
  told(turn: Turn): void;
  reminded(text: string): void;
}

export class Desk {
  state: DeskState | null = null;
  isTyping = false;
  seenId = ""; // the customer's last message that the person has seen

  private after = 0;
  private stop: AbortController | null = null;
  private timer = 0;
  private typingTimer = 0;
  private typedAt = 0;
  private sawId = "";

  constructor(
    private readonly api: ChatApi,
    private readonly listener: DeskListener,
  ) {}

  get isOpen(): boolean {
    return this.isTaken || this.state?.state === "waiting";
  }

  get isTaken(): boolean {
    return this.state?.state === "taken";
  }

  /** From there on; once, however often it is asked for. */
  listen(session: Session, after = 0): void {
    if (this.stop) return;
    this.after = Math.max(this.after, after);
    const stop = (this.stop = new AbortController());
    void this.follow(session, stop);
  }

  leave(): void {
    this.stop?.abort();
    this.stop = this.state = null;
    this.isTyping = false;
    this.after = 0;
    clearTimeout(this.timer);
  }

  /** The customer writes; told every few seconds at most. */
  type(session: Session): void {
    if (!this.isTaken || Date.now() - this.typedAt < TYPING_EVERY_MS) return;
    this.typedAt = Date.now();
    this.tell(this.api.typing(session));
  }

  /** The customer has this message before their eyes. */
  saw(session: Session, messageId: string): void {
    if (!this.isTaken || messageId === this.sawId) return;
    this.sawId = messageId;
    this.tell(this.api.seen(session, messageId));
  }

  /** What is only a courtesy may fail. */
  private tell(call: Promise<void>): void {
    call.catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error;
    });
  }

  private async follow(session: Session, stop: AbortController): Promise<void> {
    for (let tries = 0; !stop.signal.aborted; ) {
      const before = this.after;
      try {
        await this.api.events(session, this.after, (name, data, id) => {
          if (stop.signal.aborted) return;
          tries = 0;
          this.take(name, data, id);
        }, stop.signal);
        if (this.state?.state === "bot") break;
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (error.kind === "expired" || error.kind === "refused") break;
        tries += this.after === before ? 1 : 0;
      }
      await this.pause(BACKOFF_S[Math.min(tries, BACKOFF_S.length - 1)] ?? 0);
    }
    if (this.stop === stop) {
      this.leave();
      this.listener.changed();
    }
  }

  private pause(seconds: number): Promise<void> {
    return new Promise((done) => {
      this.timer = window.setTimeout(done, seconds * 1000);
      this.stop?.signal.addEventListener("abort", () => done(), { once: true });
    });
  }

  private take(name: string, data: unknown, id: number): void {
    if (id) this.after = id;
    switch (name) {
      case "state":
        this.state = data as DeskState;
        this.isTyping = this.isTyping && this.isTaken;
        break;
      case "message":
        this.isTyping = false;
        this.listener.heard(data as PersonMessage);
        break;
      case "turn":
        this.listener.told(data as Turn);
        break;
      case "reminder":
        this.state = data as Reminder;
        this.listener.reminded((data as Reminder).text);
        break;
      case "seen":
        this.seenId = (data as { message_id: string }).message_id;
        break;
      case "typing":
        this.showTyping();
        break;
    }
    this.listener.changed();
  }

  private showTyping(): void {
    this.isTyping = true;
    clearTimeout(this.typingTimer);
    this.typingTimer = window.setTimeout(() => {
      this.isTyping = false;
      this.listener.changed();
    }, TYPING_SHOWN_MS);
  }
}
