// Narrow screens show one pane at a time; and what the middle says before anybody is chosen.
import { Center, SegmentedControl, Stack, Text } from "@mantine/core";
import { useTexts } from "../texts/texts";

export type Pane = "talk" | "facts";

export function PaneChoice({ pane, setPane }: { pane: Pane; setPane: (pane: Pane) => void }) {
  const say = useTexts();
  return (
    <SegmentedControl
      className="only-narrow"
      radius={0}
      value={pane}
      onChange={(value) => setPane(value as Pane)}
      data={[
        { value: "talk", label: say("act.talk") },
        { value: "facts", label: say("act.facts") },
      ]}
    />
  );
}

export function Nobody() {
  const say = useTexts();
  return (
    <Center flex={1} p="md">
      <Stack gap={4} align="center" ta="center">
        <Text fw={600}>{say("talk.pick")}</Text>
        <Text size="sm">{say("talk.pick_hint")}</Text>
      </Stack>
    </Center>
  );
}
