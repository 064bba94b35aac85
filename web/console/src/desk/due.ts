// Calls that are booked: they wait for their time, and from then on like everybody else.
import type { Ticket } from "../http/shapes";

export function waitsNow(ticket: Ticket, at: number): boolean {
  return ticket.due_at === null || Date.parse(ticket.due_at) <= at;
}

export function waitsSince(ticket: Ticket): string {
  return ticket.due_at ?? ticket.created_at;
}

/** Who waits now, as they are served; then the calls that are booked, the next one first. */
export function inOrder(tickets: readonly Ticket[]): readonly Ticket[] {
  const at = Date.now();
  const later = tickets.filter((each) => !waitsNow(each, at));
  later.sort((a, b) => Date.parse(waitsSince(a)) - Date.parse(waitsSince(b)));
  return [...tickets.filter((each) => waitsNow(each, at)), ...later];
}
