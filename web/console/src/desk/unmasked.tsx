// What is hidden of the customer's scenario: shown to supervisors, for a reason that is in the audit.
import { Button, Text, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Ticket } from "../http/shapes";
import { useSession } from "../session/session";
import { useTexts } from "../texts/texts";
import { unmask } from "./queries";

const MAY_UNMASK: ReadonlySet<string> = new Set(["supervisor", "admin"]);
const SHORTEST_REASON = 5;

export function Unmasked({ ticket }: { ticket: Ticket }) {
  const say = useTexts();
  const session = useSession();
  const [reason, setReason] = useState("");
  const asked = useMutation({
    mutationFn: (why: string) => unmask(ticket.session_id, why),
    gcTime: 0, // nothing of it stays in the page
  });
  if (session.kind !== "in" || !session.person.roles.some((each) => MAY_UNMASK.has(each))) return null;
  if (asked.data) {
    const values = Object.entries(asked.data.values);
    return (
      <div role="status" data-unmasked>
        {values.length === 0 && <Text size="sm">{say("unmask.nothing")}</Text>}
        {values.map(([name, value]) => (
          <Text key={name} size="sm">
            {name}: {typeof value === "string" ? value : JSON.stringify(value)}
          </Text>
        ))}
        <Button size="xs" variant="default" mt="xs" onClick={() => asked.reset()}>
          {say("unmask.hide")}
        </Button>
      </div>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        asked.mutate(reason.trim());
        setReason("");
      }}
    >
      <Text size="xs" mt="md">
        {say("unmask.audit")}
      </Text>
      <TextInput
        size="xs"
        label={say("unmask.reason")}
        value={reason}
        onChange={(change) => setReason(change.currentTarget.value)}
        maxLength={200}
        error={asked.error?.message}
      />
      <Button
        size="xs"
        variant="default"
        mt="xs"
        type="submit"
        disabled={asked.isPending || reason.trim().length < SHORTEST_REASON}
      >
        {say("unmask.show")}
      </Button>
    </form>
  );
}
