// The other language, in its own words.
import { Button } from "@mantine/core";
import { language, useTexts } from "../texts/texts";
import { useSetting } from "./settings";

export function LanguageButton() {
  const say = useTexts();
  const [spoken, speak] = useSetting(language);
  const other = spoken === "ko" ? "en" : "ko";
  return (
    <Button variant="default" lang={other} onClick={() => speak(other)}>
      {say("menu.language")}
    </Button>
  );
}
