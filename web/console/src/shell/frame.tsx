// The head of every room: where one is, who one is, and the settings of this browser.
import { Button, Group, Menu, Switch, Text, Title, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import type { Person } from "../http/shapes";
import { signOut } from "../session/session";
import { language, useTexts } from "../texts/texts";
import { mayNotify } from "./alerts";
import { hasKeys, notifies, sounds, useSetting } from "./settings";
import { useDark } from "./use-dark";

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
          <SettingsMenu />
        </Group>
      </Group>
      <main id="room" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function SettingsMenu() {
  const say = useTexts();
  const [spoken, speak] = useSetting(language);
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useDark();
  return (
    <Menu position="bottom-end" closeOnItemClick={false} width={320}>
      <Menu.Target>
        <Button variant="default" size="xs">
          {say("menu.settings")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Notifying />
        <Choice setting={sounds} label={say("menu.sound")} />
        <Choice setting={hasKeys} label={say("menu.keys")} />
        <Menu.Divider />
        <Menu.Item onClick={() => setColorScheme(isDark ? "light" : "dark")}>
          {say(isDark ? "menu.scheme_light" : "menu.scheme_dark")}
        </Menu.Item>
        <Menu.Item
          lang={spoken === "ko" ? "en" : "ko"}
          onClick={() => speak(spoken === "ko" ? "en" : "ko")}
        >
          {say("menu.language")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{say("menu.sign_out")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ setting, label }: { setting: typeof sounds; label: string }) {
  const [isOn, turn] = useSetting(setting);
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={isOn}
      onClick={() => turn(!isOn)}
      rightSection={<Switch checked={isOn} readOnly tabIndex={-1} aria-hidden size="sm" />}
    >
      {label}
    </Menu.Item>
  );
}

function Notifying() {
  const say = useTexts();
  const [isOn, turn] = useSetting(notifies);
  const isDenied = "Notification" in window && Notification.permission === "denied";
  return (
    <>
      <Menu.Item
        role="menuitemcheckbox"
        aria-checked={isOn}
        disabled={isDenied}
        onClick={async () => turn(!isOn && (await mayNotify()))}
        rightSection={<Switch checked={isOn} readOnly tabIndex={-1} aria-hidden size="sm" />}
      >
        {say("menu.notify")}
      </Menu.Item>
      {isDenied && (
        <Text size="xs" px="sm" pb="xs">
          {say("menu.notify_denied")}
        </Text>
      )}
    </>
  );
}
