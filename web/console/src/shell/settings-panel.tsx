// What a person chooses for this browser, and the way out.
import {
  Button,
  Divider,
  Popover,
  Stack,
  Switch,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { signOut } from "../session/session";
import { useTexts } from "../texts/texts";
import { mayNotify } from "./alerts";
import { LanguageButton } from "./language-button";
import { hasKeys, notifies, sounds, useSetting } from "./settings";

export function SettingsPanel() {
  const say = useTexts();
  const [hasSound, setSound] = useSetting(sounds);
  const [usesKeys, setKeys] = useSetting(hasKeys);
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme("light") === "dark";
  return (
    <Popover position="bottom-end" width={320} trapFocus returnFocus withRoles>
      <Popover.Target>
        <Button variant="default" size="xs">
          {say("menu.settings")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say("menu.settings")}>
        <Stack gap="sm">
          <Notifying />
          <Switch
            label={say("menu.sound")}
            checked={hasSound}
            onChange={() => setSound(!hasSound)}
          />
          <Switch label={say("menu.keys")} checked={usesKeys} onChange={() => setKeys(!usesKeys)} />
          <Divider />
          <Button variant="default" onClick={() => setColorScheme(isDark ? "light" : "dark")}>
            {say(isDark ? "menu.scheme_light" : "menu.scheme_dark")}
          </Button>
          <LanguageButton />
          <Divider />
          <Button variant="default" onClick={() => void signOut()}>
            {say("menu.sign_out")}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The browser asks too, once; where it says no for good, that is told. */
function Notifying() {
  const say = useTexts();
  const [isOn, turn] = useSetting(notifies);
  const isDenied = "Notification" in window && Notification.permission === "denied";
  return (
    <>
      <Switch
        label={say("menu.notify")}
        checked={isOn && !isDenied}
        disabled={isDenied}
        onChange={async () => turn(!isOn && (await mayNotify()))}
      />
      {isDenied && <Text size="xs">{say("menu.notify_denied")}</Text>}
    </>
  );
}
