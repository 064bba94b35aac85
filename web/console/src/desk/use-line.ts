// The room's live line: its events go into what was asked, and who types is known for a while.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { DeskStream, type LineState } from "../http/stream";
import type { DeskEvent, TicketFile } from "../http/shapes";
import { withNews } from "./news";
import { fileKey, newStreamKey, TICKETS } from "./queries";

const TYPING_MS = 6_000;

export interface Line {
  readonly state: LineState;
  readonly openNow: () => void;
  readonly typing: Readonly<Record<string, number>>; // ticket → until when
  readonly left: ReadonlySet<string>; // tickets whose customer is away from the page
}

export function useLine(): Line {
  const queries = useQueryClient();
  const stream = useRef<DeskStream | null>(null);
  const [state, setState] = useState<LineState>({ kind: "opening" });
  const [typing, setTyping] = useState<Readonly<Record<string, number>>>({});
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const types = (number: string, until: number) =>
      setTyping((now) => ({ ...now, [number]: until }));
    const onEvent = (news: DeskEvent) => {
      if (news.kind === "reset") return void queries.invalidateQueries();
      if (news.kind === "typing") {
        if (news.who === "visitor") types(news.number, Date.now() + TYPING_MS);
        return;
      }
      if (news.kind === "presence")
        return setLeft((now) => withPresence(now, news.number, news.visitor));
      if (news.kind === "message" && news.message.speaker === "visitor") types(news.number, 0);
      const key = fileKey(news.number);
      queries.setQueryData<TicketFile>(
        key,
        (file) => file && withNews(file, news, new Date().toISOString()),
      );
      if (news.kind === "ticket") {
        void queries.invalidateQueries({ queryKey: TICKETS });
        void queries.invalidateQueries({ queryKey: key });
      }
    };
    const onLine = (next: LineState) => {
      setState(next);
      if (next.kind === "open") void queries.invalidateQueries(); // what happened in between
    };
    stream.current = new DeskStream({ newKey: newStreamKey, onEvent, onLine });
    return () => stream.current?.close();
  }, [queries]);
  return { state, openNow: () => stream.current?.openNow(), typing, left };
}

function withPresence(
  now: ReadonlySet<string>,
  number: string,
  visitor: "here" | "left",
): ReadonlySet<string> {
  const next = new Set(now);
  if (visitor === "left") next.add(number);
  else next.delete(number);
  return next;
}
