// What the events change in what was asked before. Pure: a file in, a file out.
import type { DeskEvent, Message, TicketFile } from "../http/shapes";

export function withMessage(file: TicketFile, message: Message): TicketFile {
  const known = file.messages.find((each) => each.id === message.id);
  const seen_at = message.seen_at ?? known?.seen_at ?? null; // an answer may come after the event
  const others = file.messages.filter((each) => each.id !== message.id);
  const messages = [...others, { ...message, seen_at }].sort((a, b) => a.place - b.place);
  return { ...file, messages };
}

/** Who saw are the others: what the person said was seen by the visitor. */
export function withSeen(file: TicketFile, who: string, upTo: number, at: string): TicketFile {
  const said = who === "visitor" ? "human_agent" : "visitor";
  const messages = file.messages.map((each) =>
    each.speaker === said && each.place <= upTo && !each.seen_at ? { ...each, seen_at: at } : each,
  );
  return { ...file, messages };
}

export function withNews(file: TicketFile, news: DeskEvent, at: string): TicketFile {
  switch (news.kind) {
    case "ticket":
      return news.ticket ? { ...file, ticket: news.ticket } : file;
    case "message":
      return withMessage(file, news.message);
    case "seen":
      return withSeen(file, news.who, news.up_to, at);
    default:
      return file;
  }
}
