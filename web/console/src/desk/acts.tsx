// What can be done with the request that is open, as it stands.
import { Badge, Button, Group, Text } from "@mantine/core";
import type { Ticket } from "../http/shapes";
import { useTexts, word } from "../texts/texts";
import type { Act } from "./use-acts";

export type Dialog = "close" | "transfer" | "help";

export interface ActsProps {
  readonly ticket: Ticket;
  readonly me: string;
  readonly isActing: boolean;
  readonly take: (number: string) => void;
  readonly giveBack: () => void;
  readonly act: Act;
  readonly ask: (dialog: Dialog) => void;
  readonly narrow: React.ReactNode;
}

export function Acts({ ticket, me, isActing, take, giveBack, act, ask, narrow }: ActsProps) {
  const say = useTexts();
  const { number, state, held_by } = ticket;
  const isMine = state === "taken" && held_by?.id === me;
  const button = (label: string, go: () => void, variant = "default") => (
    <Button size="xs" variant={variant} disabled={isActing} onClick={go}>
      {label}
    </Button>
  );
  return (
    <Group px="md" py="xs" gap="xs" justify="space-between">
      <Group gap="xs">
        {narrow}
        <Text fw={700} component="h2" size="md" m={0}>
          {number}
        </Text>
        <Badge variant="outline" color="gray" tt="none" autoContrast>
          {word("state", state)}
          {held_by && !isMine ? ` · ${held_by.name || held_by.id}` : ""}
        </Badge>
      </Group>
      <Group gap={6}>
        {state === "kept" && button(say("act.take"), () => take(number), "filled")}
        {isMine && button(say("act.bot"), giveBack, "filled")}
        {isMine && button(say("act.close"), () => ask("close"))}
        {(isMine || state === "kept") && button(say("act.transfer"), () => ask("transfer"))}
        {isMine && button(say("act.release"), () => act({ kind: "release", number }))}
        {state === "closed" && button(say("act.reopen"), () => act({ kind: "reopen", number }))}
      </Group>
    </Group>
  );
}
