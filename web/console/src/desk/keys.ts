// One-letter shortcuts. By the place of the key, as a Korean keyboard writes ㅅ where T is.
import { useEffect, useRef } from "react";
import { hasKeys } from "../shell/settings";

export type Shortcut =
  | "down" | "up" | "take" | "write" | "note" | "transfer" | "bot" | "close" | "help"
  | "waiting" | "mine" | "closed";

const BY_CODE: Readonly<Record<string, Shortcut>> = {
  KeyJ: "down",
  KeyK: "up",
  KeyT: "take",
  KeyW: "write",
  KeyN: "note",
  KeyM: "transfer",
  KeyB: "bot",
  KeyC: "close",
  Digit1: "waiting",
  Digit2: "mine",
  Digit3: "closed",
};

export function useShortcuts(act: (shortcut: Shortcut) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const found = shortcutOf(event);
      if (!found) return;
      event.preventDefault();
      latest.current(found);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (!hasKeys.value || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const at = event.target as HTMLElement;
  if (at.closest("input, textarea, select, [role=dialog], [role=menu]")) return undefined;
  if (event.key === "?") return "help";
  return event.shiftKey ? undefined : BY_CODE[event.code];
}
