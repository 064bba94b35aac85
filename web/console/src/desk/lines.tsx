// What was said: with the bot first, then with people; and what is still on its way.
import { Button, Text } from "@mantine/core";
import type { Message, TicketFile, Turn } from "../http/shapes";
import { clockTime, useTexts } from "../texts/texts";
import type { Unsent } from "./use-said";

const SAME_MOMENT_MS = 2_000; // the turn that asks for a person is written down after the request

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

/** All that was said, in its order: a turn with the bot, a message, or where a person was asked
 * for. */
export function Said({ file, me }: { file: TicketFile; me: string }) {
  const say = useTexts();
  const lines = linesOf(file);
  const asked = Date.parse(file.ticket.created_at) + SAME_MOMENT_MS;
  const parted = lines.findIndex((each) => "message" in each || Date.parse(each.at) > asked);
  const shown = lines.map((each) =>
    "message" in each ? (
      <MessageLine key={each.message.id} message={each.message} me={me} />
    ) : (
      <BotTurn key={each.turn.turn_id} turn={each.turn} />
    ),
  );
  const at = parted < 0 ? shown.length : parted;
  return (
    <>
      {at > 0 && <Parted text={say("talk.bot_before")} />}
      {shown.slice(0, at)}
      <Parted
        text={`${say("talk.person_from")} ${file.ticket.number} · ${clockTime(file.ticket.created_at)}`}
      />
      {shown.slice(at)}
    </>
  );
}

type SaidLine =
  | { readonly at: string; readonly turn: Turn }
  | { readonly at: string; readonly message: Message };

/** What a person said or heard stands among the turns too, and so does what the bot said of it. */
function linesOf(file: TicketFile): SaidLine[] {
  const byBot = new Set(
    file.messages.filter((each) => each.speaker === "bot").map((each) => each.text),
  );
  const turns = file.turns.filter(
    (each) => each.source !== "person" && (each.said || !byBot.has(each.reply)),
  );
  return [
    ...turns.map((turn) => ({ at: turn.at, turn })),
    ...file.messages.map((message) => ({ at: message.at, message })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function Parted({ text }: { text: string }) {
  return (
    <li className="parted">
      <Text size="xs">{text}</Text>
    </li>
  );
}

function BotTurn({ turn }: { turn: Turn }) {
  const say = useTexts();
  const at = clockTime(turn.at);
  return (
    <>
      {turn.said && <LineOf side="theirs" who={say("talk.customer")} text={turn.said} beside={at} />}
      {turn.reply && <LineOf side="bot" who={say("talk.bot")} text={turn.reply} beside={at} />}
    </>
  );
}

function MessageLine({ message, me }: { message: Message; me: string }) {
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
