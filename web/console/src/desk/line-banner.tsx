// Whether what is shown is live; with the next try, and a button for those who will not wait.
import { Alert, Button, Group } from "@mantine/core";
import { useTexts } from "../texts/texts";
import { useNow } from "./clock";
import type { Line } from "./use-line";

export function LineBanner({ line }: { line: Line }) {
  const say = useTexts();
  const now = useNow();
  if (line.state.kind !== "lost") return null;
  const seconds = Math.max(0, Math.ceil((line.state.nextAt - now) / 1000));
  return (
    <Alert color="orange" radius={0} py={6} role="status">
      <Group justify="space-between" gap="xs">
        <span aria-live="off">{say("line.lost", { seconds })}</span>
        <Button size="compact-sm" variant="default" onClick={line.openNow}>
          {say("line.now")}
        </Button>
      </Group>
    </Alert>
  );
}
