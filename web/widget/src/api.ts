/** The service's HTTP API as the widget uses it, and what its failures mean for a customer. */
import type { DeskState } from "./desk";
import { readEvents, type TakeEvent } from "./events";
import type { Locale } from "./texts";

const DEADLINE_MS = 10_000;
const LONGEST_WAIT_S = 300;

export interface QuickReply {
  label: string;
  value: string;
}

export interface Part {
  kind: string;
  text?: string;
  url?: string;
  items?: string[];
  cards?: Card[];
  rows?: SummaryRow[];
}

/** A line of a summary; the last one is the sum. */
export interface SummaryRow {
  label: string;
  value: string;
}

/** One of several things to choose from; pressed, it says its title. */
export interface Card {
  title: string;
  text?: string;
}

export interface Answer {
  parts: Part[];
  quick_replies: QuickReply[];
  may_rate?: boolean; // an answer that a thumb can be given for
  is_end?: boolean; // the conversation can be given one
  awaited?: Awaited | null;
}

/** What the question that waits is to be answered with. */
export interface Awaited {
  kind: string;
  is_secret: boolean;
  most: number; // digits; 0: not known
}

/** What is shown before anything was said. */
export interface Welcome {
  name: string;
  bot: string;
  avatar: string;
  logo: string;
  hours: { is_open: boolean; until: string | null } | null;
  can_do: QuickReply[];
  questions: string[];
}

export type Thumb = "up" | "down";

export interface Session {
  session_id: string;
  token: string;
  greeting: Answer;
}

export interface Reply extends Answer {
  turn_id: string;
  at: string;
  handoff: { ticket: string; state: string } | null;
  ended: boolean; // a scenario came to its end; the conversation goes on
}

export interface Turn {
  turn_id: string;
  at: string;
  message_id: string | null;
  user: { text: string };
  bot: Answer;
}

/** What a person of the company said. */
export interface PersonMessage {
  id: string;
  text: string;
  at: string;
}

export interface Past {
  turns: Turn[];
  desk?: (DeskState & { messages: PersonMessage[]; after: number }) | null;
}

export interface Outgoing {
  id: string;
  text: string;
  label: string; // what the customer sees: a quick reply's label may differ from what it sends
  at: string;
  isSecret?: boolean; // kept in no storage
}

export type FailureKind =
  | "offline" // nothing answered
  | "timeout" // no answer within the deadline; the turn may have happened
  | "expired" // the session is gone: a new one is needed
  | "busy" // later, by itself
  | "limited" // later, when the customer asks
  | "unacceptable" // this message, never
  | "refused"
  | "failed"
  | "cancelled"; // by the widget itself

const KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
  400: "unacceptable",
  401: "expired",
  403: "refused",
  404: "expired",
  409: "busy",
  413: "unacceptable",
  422: "unacceptable",
  429: "limited",
  503: "busy",
};

export class ApiFailure extends Error {
  constructor(
    readonly kind: FailureKind,
    readonly retryAfterS = 0,
  ) {
    super(kind);
  }
}

export function isFailure(error: unknown, kind: FailureKind): boolean {
  return error instanceof ApiFailure && error.kind === kind;
}

interface Call {
  token?: string;
  body?: Record<string, string>;
  signal?: AbortSignal;
}

export class ChatApi {
  constructor(
    readonly endpoint: string,
    private readonly locale: Locale,
  ) {}

  async open(signal: AbortSignal): Promise<Session> {
    const body = { locale: this.locale };
    const session = (await this.request("POST", "/v1/sessions", { body, signal })) as Session;
    return { ...session, greeting: checked(session.greeting) };
  }

  async send(session: Session, message: Outgoing, signal: AbortSignal): Promise<Reply> {
    const body = { message: message.text, message_id: message.id };
    const call = { token: session.token, body, signal };
    return checked((await this.request("POST", "/v1/chat", call)) as Reply);
  }

  async welcome(signal: AbortSignal): Promise<Welcome> {
    return (await this.request("GET", "/v1/welcome", { signal })) as Welcome;
  }

  async history(session: Session, signal: AbortSignal, limit = 50): Promise<Past> {
    const path = `${sessionPath(session)}/history?limit=${limit}`;
    const page = (await this.request("GET", path, { token: session.token, signal })) as Past;
    return { ...page, turns: page.turns.map((turn) => ({ ...turn, bot: checked(turn.bot) })) };
  }

  /** What happens at the desk, until the stream ends; a broken one is `offline`. */
  async events(
    { token }: Session,
    after: number,
    take: TakeEvent,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const response = await fetch(`${this.endpoint}/v1/events${after ? `?after=${after}` : ""}`, {
        headers: this.headers({ token }),
        credentials: "omit",
        cache: "no-store",
        signal,
      });
      if (!response.ok || !response.body) throw failureOf(response);
      await readEvents(response.body, take);
    } catch (error) {
      if (error instanceof ApiFailure) throw error;
      throw new ApiFailure(signal.aborted ? "cancelled" : "offline");
    }
  }

  async typing({ token }: Session): Promise<void> {
    await this.request("POST", "/v1/typing", { token });
  }

  async seen({ token }: Session, messageId: string): Promise<void> {
    await this.request("POST", "/v1/seen", { token, body: { message_id: messageId } });
  }

  async rate(session: Session, turnId: string, value: Thumb): Promise<void> {
    const body = { turn_id: turnId, value };
    await this.request("POST", "/v1/feedback", { token: session.token, body });
  }

  async erase(session: Session): Promise<void> {
    await this.request("DELETE", sessionPath(session), { token: session.token });
  }

  /** The deadline covers the body too: a stalled answer is no answer. */
  private async request(method: string, path: string, call: Call): Promise<unknown> {
    const stop = new AbortController();
    const cancel = () => stop.abort();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stop.abort();
    }, DEADLINE_MS);
    call.signal?.addEventListener("abort", cancel);
    if (call.signal?.aborted) cancel();
    try {
      const response = await fetch(this.endpoint + path, {
        method,
        headers: this.headers(call),
        body: call.body ? JSON.stringify(call.body) : null,
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
      });
      if (!response.ok) throw failureOf(response);
      return response.status === 204 ? null : await response.json();
    } catch (error) {
      if (error instanceof ApiFailure) throw error;
      if (late) throw new ApiFailure("timeout");
      if (call.signal?.aborted) throw new ApiFailure("cancelled");
      throw new ApiFailure(error instanceof SyntaxError ? "failed" : "offline");
    } finally {
      clearTimeout(timer);
      call.signal?.removeEventListener("abort", cancel);
    }
  }

  private headers(call: Call): Record<string, string> {
    return {
      "Accept-Language": this.locale,
      ...(call.body && { "Content-Type": "application/json" }),
      ...(call.token && { Authorization: `Bearer ${call.token}` }),
    };
  }
}

function sessionPath(session: Session): string {
  return `/v1/sessions/${encodeURIComponent(session.session_id)}`;
}

/** An answer without parts is a broken answer, not an empty one. */
function checked<T extends Answer>(answer: T | undefined): T {
  if (!Array.isArray(answer?.parts)) throw new ApiFailure("failed");
  return { ...answer, quick_replies: answer.quick_replies ?? [] };
}

function failureOf(response: Response): ApiFailure {
  const kind = KIND_BY_STATUS[response.status] ?? "failed";
  return new ApiFailure(kind, secondsIn(response.headers.get("Retry-After")));
}

/** `Retry-After` is a number of seconds or a date. */
function secondsIn(header: string | null): number {
  if (!header) return 0;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? 0 : Math.min(Math.max(Math.ceil(seconds), 0), LONGEST_WAIT_S);
}
