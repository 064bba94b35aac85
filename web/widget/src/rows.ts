/** What stands in the log, one row each, and how answers become rows. */
import type { Answer, Awaited, Part, Past, PersonMessage, QuickReply, Thumb } from "./api";
import { shownParts } from "./parts";

export type NoteName = "renewed" | "erased" | "handoff" | "waiting";

export interface BotRow {
  kind: "bot";
  id: string;
  parts: Part[];
  at: string;
  replies: QuickReply[];
  awaited: Awaited | null;
  mayRate: boolean;
  isEnd: boolean;
  thumb: Thumb | null;
}

export type Row =
  | { kind: "user" | "refused"; id: string; text: string; at: string }
  | BotRow
  | { kind: "person"; id: string; text: string; at: string; name: string }
  | { kind: "note"; id: string; note: NoteName; ticket: string; text?: string };

const HIDDEN = "***"; // as history keeps what was secret
export const GREETING = "greeting"; // the id of what stands before all rows
export const DOTS = "••••••";

/** None where a person answers instead. */
export function botRows(id: string, at: string, answer: Answer): BotRow[] {
  const parts = shownParts(answer);
  if (!parts.length) return [];
  return [
    {
      kind: "bot",
      id,
      at,
      parts,
      replies: answer.quick_replies ?? [],
      awaited: answer.awaited ?? null,
      mayRate: answer.may_rate ?? false,
      isEnd: answer.is_end ?? false,
      thumb: null,
    },
  ];
}

export function personRow({ id, text, at }: PersonMessage, name = ""): Row {
  return { kind: "person", id, text, at, name };
}

/** Of a conversation as the service has it. `offered` first, by the greeting; `always` at any time. */
export function pastRows(
  { turns, desk }: Past,
  offered: readonly QuickReply[],
  always: readonly QuickReply[],
): Row[] {
  const rows = turns.flatMap((turn): Row[] => {
    const said = turn.user.text;
    const pressed = [...offered, ...always].find((reply) => reply.value === said);
    offered = turn.bot.quick_replies;
    const id = turn.message_id ?? `${turn.turn_id}-user`;
    const text = said === HIDDEN ? DOTS : (pressed?.label ?? said);
    const user: Row[] = said ? [{ kind: "user", id, text, at: turn.at }] : [];
    return [...user, ...botRows(turn.turn_id, turn.at, turn.bot)];
  });
  const heard = (desk?.messages ?? []).map((message) => personRow(message, desk?.name));
  return heard.length ? inOrder([...rows, ...heard]) : rows;
}

/** By the clock of the service; what was said at once stays as it came. */
function inOrder(rows: readonly Row[]): Row[] {
  const timeOf = (row: Row): number => (row.kind === "note" ? 0 : Date.parse(row.at));
  return [...rows].sort((one, other) => timeOf(one) - timeOf(other));
}

export function isNote(row: Row, note: NoteName): row is Row & { kind: "note" } {
  return row.kind === "note" && row.note === note;
}

/** The row whose question may still be answered; none once something was said behind it. */
export function openIn(rows: readonly Row[]): string | null {
  const last = rows.filter(({ kind }) => kind === "bot" || kind === "user").at(-1);
  if (!last) return GREETING;
  return last.kind === "bot" ? last.id : null;
}

/** With what the bot said of its own accord, which may come after the answer to a later message. */
export function withTold(rows: readonly Row[], told: BotRow): readonly Row[] {
  const isLater = (row: Row) => row.kind === "bot" && Date.parse(row.at) > Date.parse(told.at);
  const later = rows.findIndex(isLater);
  if (later < 0) return [...rows, told];
  const place = rows[later - 1]?.kind === "user" ? later - 1 : later;
  return [...rows.slice(0, place), told, ...rows.slice(place)];
}
