// One request in a list: why, what is wanted, and how long somebody waits.
import { Badge, Group, Text, UnstyledButton } from "@mantine/core";
import type { Ticket } from "../http/shapes";
import { clockTime, dayAndTime, useTexts, word } from "../texts/texts";
import { colourOf, lengthOf, secondsSince, useNow } from "./clock";
import { waitsNow, waitsSince } from "./due";

export interface RowProps {
  readonly ticket: Ticket;
  readonly queue: string;
  readonly me: string;
  readonly isOpen: boolean;
  readonly open: (number: string) => void;
}

export function Row({ ticket, queue, me, isOpen, open }: RowProps) {
  const say = useTexts();
  return (
    <li>
      <UnstyledButton
        className="row"
        data-number={ticket.number}
        aria-current={isOpen}
        onClick={() => open(ticket.number)}
      >
        <Group justify="space-between" gap={6} wrap="nowrap">
          <Text size="sm" fw={600} truncate>
            {word("reason", ticket.reason)} · {queue}
          </Text>
          {ticket.state === "kept" ? <Waited ticket={ticket} /> : <Ended ticket={ticket} />}
        </Group>
        <Text size="sm" className="wish">
          {ticket.wish}
        </Text>
        <Group gap={6} mt={4}>
          {ticket.priority !== "normal" && (
            <Badge
              size="sm"
              variant="light"
              color={ticket.priority === "urgent" ? "red" : "gray"}
              autoContrast
            >
              {word("priority", ticket.priority)}
            </Badge>
          )}
          {ticket.channel === "voice" && <Text size="xs">{say("list.voice")}</Text>}
          {ticket.to && (
            <Text size="xs" fw={600}>
              {ticket.to === me ? say("list.for_you") : say("list.for", { name: ticket.to })}
            </Text>
          )}
          {ticket.held_by && ticket.held_by.id !== me && (
            <Text size="xs">{ticket.held_by.name || ticket.held_by.id}</Text>
          )}
          <Text size="xs">{ticket.number}</Text>
        </Group>
      </UnstyledButton>
    </li>
  );
}

function Waited({ ticket }: { ticket: Ticket }) {
  const say = useTexts();
  const now = useNow();
  const seconds = secondsSince(waitsSince(ticket), now);
  if (ticket.due_at && !waitsNow(ticket, now))
    return (
      <Text size="xs" fw={600} flex="none" data-due>
        {say("list.due", { time: dayAndTime(ticket.due_at) })}
      </Text>
    );
  return (
    <Badge variant="filled" color={colourOf(seconds)} autoContrast tt="none" flex="none">
      {say("list.waited", { time: lengthOf(seconds) })}
    </Badge>
  );
}

function Ended({ ticket }: { ticket: Ticket }) {
  return (
    <Text size="xs" flex="none">
      {ticket.result ? `${word("result", ticket.result)} · ` : ""}
      {clockTime(ticket.since)}
    </Text>
  );
}
