// Beside the conversation: what is wanted, what was verified and tried, and what was before.
import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Summary, Ticket } from "../http/shapes";
import { dayAndTime, useTexts, word } from "../texts/texts";
import { room, ticketFile } from "./queries";
import { Row } from "./row";
import { Unmasked } from "./unmasked";

export function Facts({ number, me, open }: FactsProps) {
  const say = useTexts();
  const file = useQuery(ticketFile(number)).data;
  const queues = useQuery(room).data?.queues ?? [];
  if (!file) return null;
  const named = (id: string) => queues.find((each) => each.id === id)?.name ?? id;
  return (
    <div className="scrolled" style={{ padding: 14 }} tabIndex={0}>
      <SummaryOf summary={file.summary} />
      <Title order={3} size="h6" mt="md">
        {say("facts.ticket")}
      </Title>
      <TicketFacts ticket={file.ticket} queue={named(file.ticket.queue)} />
      <Unmasked key={number} ticket={file.ticket} />
      <Title order={3} size="h6" mt="md">
        {say("facts.earlier")}
      </Title>
      {file.earlier.length === 0 && <Text size="sm">{say("facts.no_earlier")}</Text>}
      <ul className="log" style={{ padding: 0 }}>
        {file.earlier.map((each) => (
          <Row
            key={each.number}
            ticket={each}
            queue={named(each.queue)}
            me={me}
            isOpen={false}
            open={open}
          />
        ))}
      </ul>
    </div>
  );
}

interface FactsProps {
  readonly number: string;
  readonly me: string;
  readonly open: (number: string) => void;
}

function SummaryOf({ summary }: { summary: Summary | null }) {
  const say = useTexts();
  return (
    <>
      <Title order={3} size="h6">
        {say("facts.wish")}
      </Title>
      {summary ? (
        <>
          {summary.topic && <Text fw={600}>{summary.topic}</Text>}
          <Text size="sm">{summary.said}</Text>
          <Several label={say("facts.verified")} values={summary.verified} />
          <Several label={say("facts.tried")} values={summary.tried} />
          <Several label={say("facts.moods")} values={summary.moods} />
        </>
      ) : (
        <Text size="sm">{say("facts.no_summary")}</Text>
      )}
    </>
  );
}

function Several({ label, values }: { label: string; values: readonly string[] }) {
  if (values.length === 0) return null;
  return (
    <>
      <Title order={4} size="xs" mt="xs">
        {label}
      </Title>
      {values.map((each, place) => (
        <Text size="sm" key={`${place} ${each}`}>
          {each}
        </Text>
      ))}
    </>
  );
}

function TicketFacts({ ticket, queue }: { ticket: Ticket; queue: string }) {
  const say = useTexts();
  const rows = [
    [say("facts.number"), ticket.number],
    [say("facts.queue"), queue],
    [say("facts.priority"), word("priority", ticket.priority)],
    [say("facts.reason"), word("reason", ticket.reason)],
    [say("facts.asked"), dayAndTime(ticket.created_at)],
    ...(ticket.due_at ? [[say("facts.due"), dayAndTime(ticket.due_at)]] : []),
    [say("facts.user"), ticket.user_id || say("facts.none")],
    ...(ticket.held_by ? [[say("facts.holder"), ticket.held_by.name || ticket.held_by.id]] : []),
    ...(ticket.result ? [[say("facts.result"), word("result", ticket.result)]] : []),
    ...(ticket.note ? [[say("talk.note"), ticket.note]] : []),
  ];
  return (
    <dl style={{ display: "grid", gridTemplateColumns: "auto minmax(0, 1fr)", gap: "2px 10px", margin: 0 }}>
      {rows.map(([name, value]) => [
        <Text key={`${name}?`} component="dt" size="sm" fw={600}>
          {name}
        </Text>,
        <Text key={name} component="dd" size="sm" m={0}>
          {value}
        </Text>,
      ])}
    </dl>
  );
}
