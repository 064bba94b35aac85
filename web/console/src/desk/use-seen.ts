// The customer is told that their message was read, once somebody really looks at it.
import { useEffect, useRef } from "react";
import type { TicketFile } from "../http/shapes";
import { markSeen } from "./queries";

export function useSeen(file: TicketFile | undefined, isMine: boolean): void {
  const marked = useRef("");
  useEffect(() => {
    const last = file?.messages.findLast((each) => each.speaker === "visitor");
    const look = () => {
      if (!file || !isMine || !last || last.seen_at || marked.current === last.id) return;
      if (document.visibilityState !== "visible") return;
      marked.current = last.id;
      markSeen(file.ticket.number, last.id).catch(() => {
        marked.current = "";
      });
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [file, isMine]);
}
