// The three lists: who waits, whom I hold, whom we closed today; each says what to do when empty.
import { Loader, Tabs, Text } from "@mantine/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { Ticket } from "../http/shapes";
import { type TextKey, useTexts } from "../texts/texts";
import { closedList, room, takenList, waitingList } from "./queries";
import { Row } from "./row";

export type ListName = "waiting" | "mine" | "closed";

export interface ListsProps {
  readonly me: string;
  readonly shown: ListName;
  readonly show: (name: ListName) => void;
  readonly open: (number: string) => void;
  readonly number: string | undefined;
}

export function Lists({ me, shown, show, open, number }: ListsProps) {
  const say = useTexts();
  const waiting = useQuery(waitingList);
  const taken = useQuery(takenList);
  const closed = useQuery({ ...closedList, enabled: shown === "closed" });
  const mine = taken.data?.filter((each) => each.held_by?.id === me);
  const others = taken.data?.filter((each) => each.held_by?.id !== me) ?? [];
  const today = new Date().setHours(0, 0, 0, 0);
  const ended = closed.data?.filter((each) => Date.parse(each.since) >= today);
  const names = useQuery(room).data?.queues ?? [];
  const rows = (tickets: readonly Ticket[]) =>
    tickets.map((ticket) => (
      <Row
        key={ticket.number}
        ticket={ticket}
        queue={names.find((each) => each.id === ticket.queue)?.name ?? ticket.queue}
        me={me}
        isOpen={ticket.number === number}
        open={open}
      />
    ));
  const panel = (name: ListName, asked: UseQueryResult<unknown>, tickets?: readonly Ticket[]) => (
    <Tabs.Panel value={name} className="scrolled">
      <Listed asked={asked} isEmpty={!tickets?.length} name={name}>
        {rows(tickets ?? [])}
      </Listed>
      {name === "mine" && others.length > 0 && (
        <>
          <Text size="xs" fw={600} px="md" pt="md" component="h3">
            {say("list.others")}
          </Text>
          <ul className="log" style={{ padding: 0 }}>
            {rows(others)}
          </ul>
        </>
      )}
    </Tabs.Panel>
  );
  return (
    <Tabs
      value={shown}
      onChange={(name) => show(name as ListName)}
      style={{ display: "flex", flexDirection: "column", flex: 1, minHeight: 0 }}
    >
      <Tabs.List grow aria-label={say("list.label")}>
        <Tabs.Tab value="waiting">
          {say("list.waiting")} {waiting.data?.length || ""}
        </Tabs.Tab>
        <Tabs.Tab value="mine">
          {say("list.mine")} {mine?.length || ""}
        </Tabs.Tab>
        <Tabs.Tab value="closed">{say("list.closed")}</Tabs.Tab>
      </Tabs.List>
      {panel("waiting", waiting, waiting.data)}
      {panel("mine", taken, mine)}
      {panel("closed", closed, ended)}
    </Tabs>
  );
}

interface ListedProps {
  readonly asked: UseQueryResult<unknown>;
  readonly isEmpty: boolean;
  readonly name: ListName;
  readonly children: React.ReactNode;
}

function Listed({ asked, isEmpty, name, children }: ListedProps) {
  const say = useTexts();
  if (asked.isPending)
    return (
      <Text p="md" size="sm" role="status">
        <Loader size="xs" mr="xs" /> {say("app.loading")}
      </Text>
    );
  if (asked.isError && isEmpty)
    return (
      <Text p="md" size="sm" role="alert">
        {asked.error?.message}
      </Text>
    );
  if (isEmpty)
    return (
      <div style={{ padding: 16 }}>
        <Text fw={600}>{say(`list.empty_${name}` satisfies TextKey)}</Text>
        <Text size="sm">{say(`list.empty_${name}_hint` satisfies TextKey)}</Text>
      </div>
    );
  return (
    <ul className="log" style={{ padding: 0 }}>
      {children}
    </ul>
  );
}
