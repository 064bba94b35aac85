/** The conversation as a text to keep. */
import { textsOf } from "./parts";
import type { Row } from "./rows";
import { fill } from "./texts";
import type { Context } from "./views";

export function transcript(rows: readonly Row[], { texts, locale, welcome }: Context): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeStyle: "short" });
  const line = (at: string, who: string, said: string) =>
    `[${format.format(new Date(at))}] ${who}: ${said}`;
  const lines = rows.map((row) => {
    switch (row.kind) {
      case "note":
        return "";
      case "bot":
        return line(row.at, welcome?.bot || texts.bot, textsOf(row).join("\n  "));
      case "person": {
        const name = row.name ? fill(texts.personNamed, { name: row.name }) : texts.person;
        return line(row.at, name, row.text);
      }
      default:
        return line(row.at, texts.you, row.text);
    }
  });
  return `${welcome?.name || texts.heading}\n\n${lines.filter(Boolean).join("\n")}\n`;
}

/** Into the browser's folder of downloads. */
export function download(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
