// Handing a request on: to a queue, and there to anybody or to one person.
import { Button, Modal, NativeSelect, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Ticket } from "../http/shapes";
import { useTexts } from "../texts/texts";
import { room } from "./queries";

interface TransferDialogProps {
  readonly ticket: Ticket;
  readonly me: string;
  readonly cancel: () => void;
  readonly transfer: (queue: string, to: string) => void;
}

export function TransferDialog({ ticket, me, cancel, transfer }: TransferDialogProps) {
  const say = useTexts();
  const about = useQuery(room).data;
  const [queue, setQueue] = useState(ticket.queue);
  const [to, setTo] = useState("");
  const queues = about?.queues ?? [];
  const isKnown = queues.some((each) => each.id === ticket.queue);
  const choices = isKnown ? queues : [{ id: ticket.queue, name: ticket.queue }, ...queues];
  const people = about?.people.filter((each) => each.id !== me) ?? [];
  return (
    <Modal
      opened
      onClose={cancel}
      title={say("transfer.title")}
      closeButtonProps={{ "aria-label": say("app.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          transfer(queue, to);
        }}
      >
        <Stack>
          <NativeSelect
            label={say("transfer.queue")}
            value={queue}
            onChange={(change) => setQueue(change.currentTarget.value)}
            data={choices.map((each) => ({ value: each.id, label: each.name }))}
            data-autofocus
          />
          <NativeSelect
            label={say("transfer.to")}
            value={to}
            onChange={(change) => setTo(change.currentTarget.value)}
            data={[
              { value: "", label: say("transfer.anybody") },
              ...people.map((each) => ({ value: each.id, label: each.name })),
            ]}
          />
          <Button type="submit">{say("transfer.submit")}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
