/** Messages on their way, oldest first. Each keeps its own id until it is answered. */
import type { Outgoing } from "./api";
import type { Store } from "./store";

export class Outbox {
  private messages: readonly Outgoing[];

  constructor(private readonly store: Store) {
    this.messages = store.outbox;
  }

  get all(): readonly Outgoing[] {
    return this.messages;
  }

  get head(): Outgoing | undefined {
    return this.messages[0];
  }

  add(text: string, label: string, isSecret: boolean): Outgoing {
    const message = { id: newId(), text, label, at: new Date().toISOString(), isSecret };
    this.messages = [...this.messages, message];
    if (isSecret) return message;
    // Read again before writing: another tab of the same site keeps its messages here too.
    this.store.outbox = [...this.store.outbox, message];
    return message;
  }

  remove(id: string): void {
    const others = (message: Outgoing) => message.id !== id;
    this.messages = this.messages.filter(others);
    this.store.outbox = this.store.outbox.filter(others);
  }

  clear(): void {
    this.messages = [];
    this.store.outbox = [];
  }
}

/** A version 4 UUID; `crypto.randomUUID` is missing on plain http intranet pages. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
