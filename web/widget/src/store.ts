/** What outlives a page: the session and the messages not sent yet. */
import type { Outgoing, Session } from "./api";

export class Store {
  readonly sessionKey: string;
  private readonly outboxKey: string;
  private readonly memory = new Map<string, string>(); // where the browser lets us keep nothing

  constructor(endpoint: string, locale: string) {
    this.sessionKey = `aicc-chat:${endpoint}:${locale}:session`;
    this.outboxKey = `aicc-chat:${endpoint}:${locale}:outbox`;
  }

  /** The panel was open in this tab, in the middle of something. */
  get wasOpen(): boolean {
    try {
      return sessionStorage.getItem(this.sessionKey) !== null;
    } catch {
      return false;
    }
  }

  set wasOpen(is: boolean) {
    try {
      if (is) sessionStorage.setItem(this.sessionKey, "open");
      else sessionStorage.removeItem(this.sessionKey);
    } catch {
      // then the panel stays closed
    }
  }

  get session(): Session | null {
    const kept = this.read(this.sessionKey) as Session | null;
    return kept?.token && Array.isArray(kept.greeting?.parts) ? kept : null;
  }

  set session(session: Session | null) {
    this.write(this.sessionKey, session);
  }

  get outbox(): Outgoing[] {
    const kept = this.read(this.outboxKey);
    return Array.isArray(kept) ? kept : [];
  }

  set outbox(messages: Outgoing[]) {
    this.write(this.outboxKey, messages.length ? messages : null);
  }

  private read(key: string): unknown {
    try {
      return JSON.parse(this.memory.get(key) ?? localStorage.getItem(key) ?? "null");
    } catch {
      return null; // storage is closed to us, or somebody else wrote there
    }
  }

  private write(key: string, value: unknown): void {
    const text = value === null ? null : JSON.stringify(value);
    try {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      this.memory.delete(key);
    } catch {
      if (text === null) this.memory.delete(key);
      else this.memory.set(key, text);
    }
  }
}
