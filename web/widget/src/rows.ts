/** What stands in the log, one row each, and how answers become rows. */
import type { Answer, Part, PersonMessage, Thumb } from "./api";
import { shownParts } from "./parts";

export type NoteName = "renewed" | "erased" | "handoff" | "waiting";

export type Row =
  | { kind: "user" | "refused"; id: string; text: string; at: string }
  | { kind: "bot"; id: string; parts: Part[]; at: string; mayRate: boolean; thumb: Thumb | null }
  | { kind: "person"; id: string; text: string; at: string; name: string }
  | { kind: "note"; id: string; note: NoteName; ticket: string; text?: string };

/** None where a person answers instead. */
export function botRows(id: string, at: string, answer: Answer): Row[] {
  const parts = shownParts(answer);
  if (!parts.length) return [];
  return [{ kind: "bot", id, at, parts, mayRate: answer.may_rate ?? false, thumb: null }];
}

export function personRow({ id, text, at }: PersonMessage, name = ""): Row {
  return { kind: "person", id, text, at, name };
}

/** By the clock of the service; what was said at once stays as it came. */
export function inOrder(rows: readonly Row[]): Row[] {
  const timeOf = (row: Row): number => (row.kind === "note" ? 0 : Date.parse(row.at));
  return [...rows].sort((one, other) => timeOf(one) - timeOf(other));
}

export function isNote(row: Row, note: NoteName): row is Row & { kind: "note" } {
  return row.kind === "note" && row.note === note;
}
