// The conversation that is open: its acts, all that was said, and the field to answer in.
import { Alert, Center, Loader, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { TicketFile } from "../http/shapes";
import { useTexts } from "../texts/texts";
import { Acts, type ActsProps } from "./acts";
import { useNow } from "./clock";
import { Composer } from "./composer";
import { Said, UnsentLine } from "./lines";
import { ticketFile } from "./queries";
import type { Line } from "./use-line";
import { useSaid } from "./use-said";
import { useSeen } from "./use-seen";

const NEAR_END_PX = 160;

export interface TalkProps extends Omit<ActsProps, "ticket"> {
  readonly number: string;
  readonly line: Line;
  readonly isNote: boolean;
  readonly setNote: (isNote: boolean) => void;
}

export function Talk({ number, ...props }: TalkProps) {
  const say = useTexts();
  const asked = useQuery(ticketFile(number));
  if (asked.isPending)
    return (
      <Center flex={1} role="status">
        <Loader size="sm" mr="sm" /> {say("app.loading")}
      </Center>
    );
  if (!asked.data)
    return (
      <Center flex={1} p="md" role="alert">
        <Stack gap={4} align="center">
          <Text fw={600}>{say("talk.gone")}</Text>
          <Text size="sm">{asked.error?.message}</Text>
        </Stack>
      </Center>
    );
  return <OpenTalk file={asked.data} {...props} />;
}

function OpenTalk({ file, line, isNote, setNote, ...acts }: Omit<TalkProps, "number"> & FileProps) {
  const say = useTexts();
  const { number, state } = file.ticket;
  const isMine = state === "taken" && file.ticket.held_by?.id === acts.me;
  const saying = useSaid(number);
  useSeen(file, isMine);
  return (
    <>
      <Acts ticket={file.ticket} {...acts} />
      <Log file={file} me={acts.me} saying={saying} />
      <Typing until={line.typing[number] ?? 0} />
      {line.left.has(number) && state === "taken" && (
        <Alert color="gray" py={6} radius={0} role="status">
          {say("talk.left")}
        </Alert>
      )}
      <Composer
        ticket={file.ticket}
        isMine={isMine}
        saying={saying}
        isNote={isNote}
        setNote={setNote}
      />
    </>
  );
}

interface FileProps {
  readonly file: TicketFile;
}

function Log({ file, me, saying }: FileProps & { me: string; saying: ReturnType<typeof useSaid> }) {
  const say = useTexts();
  const log = useRef<HTMLDivElement>(null);
  const wasAtEnd = useRef(true);
  const count = file.turns.length + file.messages.length + saying.unsent.length;
  const toEnd = () => {
    if (log.current && wasAtEnd.current) log.current.scrollTop = log.current.scrollHeight;
  };
  useLayoutEffect(toEnd, [count, file.ticket.number]);
  useEffect(() => {
    const resized = new ResizeObserver(toEnd); // the field grows, the window turns
    if (log.current) resized.observe(log.current);
    return () => resized.disconnect();
  });
  const scrolled = ({ currentTarget: at }: React.UIEvent<HTMLDivElement>) => {
    wasAtEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END_PX;
  };
  const known = new Set(file.messages.map((each) => each.id));
  return (
    <div
      ref={log}
      className="scrolled"
      role="log"
      aria-label={say("talk.log")}
      tabIndex={0}
      onScroll={scrolled}
    >
      <ul className="log">
        <Said file={file} me={me} />
        {saying.unsent
          .filter((each) => !known.has(each.id))
          .map((each) => (
            <UnsentLine key={each.id} unsent={each} again={() => saying.again(each)} />
          ))}
      </ul>
      {count === 0 && <Text ta="center">{say("talk.empty")}</Text>}
    </div>
  );
}

function Typing({ until }: { until: number }) {
  const say = useTexts();
  const isTyping = until > useNow();
  return (
    <Text size="xs" px="md" h={20} role="status" data-typing={isTyping || undefined}>
      {isTyping ? say("talk.typing") : ""}
    </Text>
  );
}
