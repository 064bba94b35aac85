// What the room asks of the service, and what is done there.
import { queryOptions } from "@tanstack/react-query";
import type {
  DeskRoom,
  Message,
  Outcome,
  Ticket,
  TicketFile,
  UnmaskedState,
} from "../http/shapes";
import { ask } from "../session/session";
import { inOrder } from "./due";

const ROOT = "/api/admin/desk";
const MOST = 100;

interface Page {
  readonly items: readonly Ticket[];
}

export const TICKETS = ["tickets"] as const;

function list(state: "waiting" | "taken" | "closed") {
  return queryOptions({
    queryKey: [...TICKETS, state],
    queryFn: async () =>
      (await ask<Page>(`${ROOT}/tickets?state=${state}&limit=${MOST}`)).items,
    refetchInterval: 300_000, // the events bring news at once; this is for what they missed
  });
}

export const waitingList = { ...list("waiting"), select: inOrder };
export const takenList = list("taken");
export const closedList = list("closed");

export const room = queryOptions({
  queryKey: ["room"],
  queryFn: () => ask<DeskRoom>("/api/console/desk"),
});

export function fileKey(number: string) {
  return ["file", number] as const;
}

export function ticketFile(number: string) {
  return queryOptions({
    queryKey: fileKey(number),
    queryFn: () => ask<TicketFile>(`${ROOT}/tickets/${number}`),
  });
}

function post<T>(number: string, act: string, body: unknown = {}): Promise<T> {
  return ask<T>(`${ROOT}/tickets/${number}/${act}`, { method: "POST", body });
}

export const take = (number: string) => post<Ticket>(number, "take");
export const release = (number: string) =>
  ask<Ticket>(`${ROOT}/tickets/${number}/release`, { method: "POST" });
export const reopen = (number: string) =>
  ask<Ticket>(`${ROOT}/tickets/${number}/reopen`, { method: "POST" });
export const close = (number: string, result: Outcome, note: string) =>
  post<Ticket>(number, "close", { result, note });
export const transfer = (number: string, queue: string, to: string) =>
  post<Ticket>(number, "transfer", { queue, ...(to && { to }) });
export const sayTo = (number: string, id: string, text: string) =>
  post<Message>(number, "messages", { id, text });
export const addNote = (number: string, text: string) => post<Message>(number, "notes", { text });
export const showTyping = (number: string) =>
  ask<void>(`${ROOT}/tickets/${number}/typing`, { method: "POST" });
export const markSeen = (number: string, messageId: string) =>
  post<void>(number, "seen", { message_id: messageId });
export const unmask = (sessionId: string, reason: string) =>
  ask<UnmaskedState>(`/api/admin/sessions/${encodeURIComponent(sessionId)}/unmask`, {
    method: "POST",
    body: { reason },
  });
export const newStreamKey = () =>
  ask<{ key: string }>(`${ROOT}/stream-key`, { method: "POST" });
