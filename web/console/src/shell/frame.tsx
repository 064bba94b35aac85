// The head of every room: where one is, who one is, and the settings.
import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Person } from "../http/shapes";
import { useTexts } from "../texts/texts";
import { SettingsPanel } from "./settings-panel";

export function Frame({ person, children }: { person: Person; children: ReactNode }) {
  const say = useTexts();
  return (
    <>
      <a className="skip" href="#room">
        {say("app.skip")}
      </a>
      <Group component="header" h={56} px="md" justify="space-between" wrap="nowrap">
        <Title order={1} size="h4">
          {say("app.desk")}
        </Title>
        <Group gap="xs" wrap="nowrap">
          <Text size="sm" truncate maw={140} data-person>
            {person.name || (person.id === "local" ? say("menu.nameless") : person.id)}
          </Text>
          <SettingsPanel />
        </Group>
      </Group>
      <main id="room" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
