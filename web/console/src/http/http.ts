// One way to ask the service: with the token, in the reader's language, refusals as `Trouble`.
import { language, say, word } from "../texts/texts";
import type { TicketState } from "./shapes";

const LONGEST_MS = 20_000;

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly state?: TicketState;
  readonly held_by?: { readonly id: string; readonly name: string } | null;
}

/** Why something was not done, as a sentence for people. */
export class Trouble extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
  ) {
    super(message);
  }
}

export interface Asked {
  readonly method?: "GET" | "POST";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export async function fetchJson<T>(path: string, asked: Asked = {}): Promise<T> {
  const answer = await reach(path, asked);
  if (!answer.ok) throw await troubleOf(answer);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

async function reach(path: string, { method = "GET", body, headers }: Asked): Promise<Response> {
  try {
    return await fetch(path, {
      method,
      headers: {
        "Accept-Language": language.value,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(LONGEST_MS),
    });
  } catch {
    throw new Trouble(say("trouble.offline"), 0, "offline");
  }
}

async function troubleOf(answer: Response): Promise<Trouble> {
  const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  return new Trouble(sentence(problem), answer.status, problem.code ?? "other");
}

function sentence({ code, detail, state, held_by }: Partial<Problem>): string {
  if (code !== "ticket_conflict") return detail || say("trouble.other");
  if (held_by) return say("trouble.held", { name: held_by.name || held_by.id });
  return say("trouble.moved", { state: word("state", state ?? "") });
}

export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}
