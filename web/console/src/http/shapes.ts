// The desk's JSON, as /openapi.json has it.
export type TicketState = "kept" | "taken" | "closed" | "withdrawn" | "erased";
export type Priority = "low" | "normal" | "high" | "urgent";
/** `elsewhere`: it ended in another system; nobody chooses it here. */
export type Outcome = "solved" | "not_solved" | "callback" | "spam" | "elsewhere";
export const OUTCOMES: readonly Outcome[] = ["solved", "not_solved", "callback", "spam"];

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Ticket {
  readonly number: string;
  readonly state: TicketState;
  readonly version: number;
  readonly queue: string;
  readonly priority: Priority;
  readonly reason: string;
  readonly channel: string;
  readonly is_live: boolean;
  readonly wish: string;
  readonly created_at: string;
  readonly since: string;
  /** When to call, of a call that is booked. */
  readonly due_at: string | null;
  readonly held_by: Named | null;
  readonly to: string;
  readonly place: { readonly ahead: number; readonly wait_min: number | null } | null;
  readonly result: Outcome | null;
  readonly note: string;
  readonly session_id: string;
  readonly user_id: string;
}

export interface Message {
  readonly id: string;
  readonly place: number;
  readonly speaker: "visitor" | "human_agent" | "bot" | "note";
  readonly author: string;
  readonly text: string;
  readonly at: string;
  readonly seen_at: string | null;
}

export interface Summary {
  readonly topic: string;
  readonly said: string;
  readonly verified: readonly string[];
  readonly tried: readonly string[];
  readonly moods: readonly string[];
}

export interface Turn {
  readonly turn_id: string;
  readonly at: string;
  readonly said: string;
  readonly reply: string;
  readonly source: string;
}

export interface TicketFile {
  readonly ticket: Ticket;
  readonly summary: Summary | null;
  readonly messages: readonly Message[];
  readonly turns: readonly Turn[];
  readonly earlier: readonly Ticket[];
  readonly visitor_seen_at: string | null;
}

export interface UnmaskedState {
  readonly values: Readonly<Record<string, unknown>>;
}

export interface DeskRoom {
  readonly queues: readonly Named[];
  readonly people: readonly Named[];
  readonly replies: readonly { readonly id: string; readonly text: string }[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly tenant_id: string;
}

export type DeskEvent =
  | { readonly kind: "ticket"; readonly number: string; readonly ticket: Ticket | null }
  | { readonly kind: "message"; readonly number: string; readonly message: Message }
  | { readonly kind: "typing"; readonly number: string; readonly who: string }
  | { readonly kind: "seen"; readonly number: string; readonly who: string; readonly up_to: number }
  | { readonly kind: "presence"; readonly number: string; readonly visitor: "here" | "left" }
  | { readonly kind: "reset" };
