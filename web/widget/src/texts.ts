/** Every sentence the widget itself says, in Korean and English. */
import en from "./locales/en.json";
import ko from "./locales/ko.json";

export type Locale = "ko" | "en";
export type Texts = typeof ko;

export const TEXTS: Record<Locale, Texts> = { ko, en };

/** Korean unless the page says it speaks another language. */
export function localeOf(languageTag: string): Locale {
  return languageTag === "" || languageTag.toLowerCase().startsWith("ko") ? "ko" : "en";
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
