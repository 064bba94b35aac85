// Every sentence of the page, by key; both catalogues have the same keys, or the types complain.
import { useSyncExternalStore } from "react";
import { Setting } from "../shell/settings";
import en from "./en.json";
import ko from "./ko.json";

export type TextKey = keyof typeof ko;
export type Language = "ko" | "en";
type Values = Readonly<Record<string, string | number>>;
export type Say = (key: TextKey, values?: Values) => string;

const CATALOGUES = {
  ko: ko satisfies Record<keyof typeof en, string>,
  en: en satisfies Record<TextKey, string>,
};

export const language = new Setting<Language>("language", "ko");

export function say(key: TextKey, values: Values = {}): string {
  return CATALOGUES[language.value][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}

/** `say`, drawn again when the language changes. */
export function useTexts(): Say {
  useSyncExternalStore(language.subscribe, () => language.value);
  return say;
}

export function isText(key: string): key is TextKey {
  return key in ko;
}

/** A word of a closed set, such as a reason; as it came where it is not known here. */
export function word(set: "reason" | "priority" | "state" | "result", value: string): string {
  const key = `${set}.${value}`;
  return isText(key) ? say(key) : value;
}

export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString(language.value, { hour: "2-digit", minute: "2-digit" });
}

export function dayAndTime(iso: string): string {
  return new Date(iso).toLocaleString(language.value, {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });
}
