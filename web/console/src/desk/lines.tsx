// What was said: with the bot first, then with people; and what is still on its way.
import { Button, Text } from "@mantine/core";
import type { Message, TicketFile } from "../http/shapes";
import { clockTime, useTexts } from "../texts/texts";
import type { Unsent } from "./use-said";

interface LineProps {
  readonly side: "theirs" | "ours" | "bot" | "note";
  readonly who: string;
  readonly text: string;
  readonly beside: string;
  readonly children?: React.ReactNode;
}

const OURS = { visitor: "theirs", human_agent: "ours", bot: "bot", note: "ours note" } as const;

function LineOf({ side, who, text, beside, children }: LineProps) {
  return (
    <li className={`line ${side === "note" ? OURS.note : side === "bot" ? "ours bot" : side}`}>
      <Text size="xs">
        {who} · {beside}
      </Text>
      <div className="bubble">{text}</div>
      {children}
    </li>
  );
}

export function BotTurns({ file }: { file: TicketFile }) {
  const say = useTexts();
  const turns = file.turns.filter((each) => each.source !== "person");
  if (turns.length === 0) return null;
  return (
    <>
      <li className="parted">
        <Text size="xs">{say("talk.bot_before")}</Text>
      </li>
      {turns.map((turn) => (
        <BotTurn key={turn.turn_id} turn={turn} />
      ))}
      <li className="parted">
        <Text size="xs">
          {say("talk.person_from")} {file.ticket.number} · {clockTime(file.ticket.created_at)}
        </Text>
      </li>
    </>
  );
}

function BotTurn({ turn }: { turn: TicketFile["turns"][number] }) {
  const say = useTexts();
  const at = clockTime(turn.at);
  return (
    <>
      {turn.said && <LineOf side="theirs" who={say("talk.customer")} text={turn.said} beside={at} />}
      {turn.reply && <LineOf side="bot" who={say("talk.bot")} text={turn.reply} beside={at} />}
    </>
  );
}

export function MessageLine({ message, me }: { message: Message; me: string }) {
  const say = useTexts();
  const at = clockTime(message.at);
  const author = message.author === me ? say("talk.you") : message.author;
  switch (message.speaker) {
    case "visitor":
      return <LineOf side="theirs" who={say("talk.customer")} text={message.text} beside={at} />;
    case "bot":
      return <LineOf side="bot" who={say("talk.bot")} text={message.text} beside={at} />;
    case "note":
      return (
        <LineOf side="note" who={`${say("talk.note")} · ${author}`} text={message.text} beside={at} />
      );
    case "human_agent": {
      const beside = message.seen_at ? `${at} · ${say("talk.seen")}` : at;
      return <LineOf side="ours" who={author} text={message.text} beside={beside} />;
    }
  }
}

export function UnsentLine({ unsent, again }: { unsent: Unsent; again: () => void }) {
  const say = useTexts();
  const beside = say(unsent.hasFailed ? "talk.failed" : "talk.sending");
  return (
    <LineOf side="ours" who={say("talk.you")} text={unsent.text} beside={beside}>
      {unsent.hasFailed && (
        <Button size="compact-xs" variant="default" mt={4} onClick={again}>
          {say("app.retry")}
        </Button>
      )}
    </LineOf>
  );
}
