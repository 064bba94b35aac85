// The field: to the customer or as a note; `/` at its beginning brings the canned replies.
import { Button, Group, SegmentedControl, Text, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Ticket } from "../http/shapes";
import { type TextKey, useTexts } from "../texts/texts";
import { FIELD_ID, focusIfWanted } from "./focus";
import { room, showTyping } from "./queries";
import { fitting, Replies } from "./replies";
import type { Saying } from "./use-said";

const TYPING_EVERY_MS = 3_000;
const LONGEST = 2000;
const drafts = new Map<string, string>(); // of each request, while the page lives

export interface ComposerProps {
  readonly ticket: Ticket;
  readonly isMine: boolean;
  readonly saying: Saying;
  readonly isNote: boolean;
  readonly setNote: (isNote: boolean) => void;
}

function whyNot(ticket: Ticket): TextKey {
  if (ticket.state === "closed" || ticket.state === "withdrawn") return "write.ended";
  return ticket.is_live ? "write.not_yours" : "write.not_live";
}

export function Composer({ ticket, isMine, saying, isNote, setNote }: ComposerProps) {
  const say = useTexts();
  const { number } = ticket;
  const maySay = isMine && ticket.is_live;
  const asNote = isNote || !maySay;
  const [text, setText] = useState(drafts.get(number) ?? "");
  const [chosen, choose] = useState(0);
  const [trouble, tell] = useState("");
  const typedAt = useRef(0);
  const replies = useQuery(room).data?.replies ?? [];
  useEffect(focusIfWanted, [number]);
  const shown = !asNote && text.startsWith("/") ? fitting(replies, text.slice(1)) : null;

  const write = (next: string) => {
    setText(next);
    drafts.set(number, next);
    choose(0);
    if (asNote || next.startsWith("/") || Date.now() - typedAt.current < TYPING_EVERY_MS) return;
    typedAt.current = Date.now();
    showTyping(number).catch(() => undefined); // the next key tries again
  };
  const send = async () => {
    const said = text.trim();
    if (!said) return;
    tell("");
    write("");
    if (!asNote) return saying.send(said);
    try {
      await saying.note(said);
      setNote(false);
    } catch (refused) {
      write(said);
      tell((refused as Error).message);
    }
  };
  const pressed = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") return shown ? write("") : (event.target as HTMLElement).blur();
    if (shown && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      return choose((chosen + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    if (!shown) return void send();
    const reply = shown[chosen];
    if (reply) write(reply.text);
  };

  return (
    <div style={{ padding: "8px 14px 14px" }}>
      {shown && <Replies shown={shown} chosen={chosen} pick={(each) => write(each.text)} />}
      {!maySay && (
        <Text size="xs" pb={4}>
          {say(whyNot(ticket))}
        </Text>
      )}
      <Textarea
        id={FIELD_ID}
        aria-label={say(asNote ? "write.note" : "write.message")}
        placeholder={say(asNote ? "write.note" : "write.message")}
        value={text}
        onChange={(change) => write(change.currentTarget.value)}
        onKeyDown={pressed}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={LONGEST}
        error={trouble || undefined}
        aria-controls={shown ? "replies" : undefined}
        aria-activedescendant={shown?.length ? `reply-${chosen}` : undefined}
      />
      <Group justify="space-between" mt={6}>
        {maySay ? (
          <SegmentedControl
            size="xs"
            value={asNote ? "note" : "message"}
            onChange={(way) => setNote(way === "note")}
            data={[
              { value: "message", label: say("talk.customer") },
              { value: "note", label: say("talk.note") },
            ]}
          />
        ) : (
          <span />
        )}
        <Button size="xs" disabled={!text.trim() || shown !== null} onClick={() => void send()}>
          {say(asNote ? "write.save_note" : "write.send")}
        </Button>
      </Group>
    </div>
  );
}
