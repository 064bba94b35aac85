/** The parts of an answer that this build can show, and that are safe to. */
import type { Answer, Part } from "./api";

/** What a part needs, by its kind. Others are skipped, so that the service may grow first. */
const NEEDED: Readonly<Record<string, (part: Part) => boolean>> = {
  text: ({ text }) => Boolean(text),
  list: ({ items }) => Boolean(items?.length),
  buttons: ({ items }) => Boolean(items?.length),
  link: ({ url }) => isWebAddress(url),
  image: ({ url }) => isWebAddress(url),
  cards: ({ cards }) => Boolean(cards?.length),
  summary: ({ rows }) => Boolean(rows?.length),
};

export function shownParts(answer: Pick<Answer, "parts">): Part[] {
  return answer.parts.filter((part) => NEEDED[part.kind]?.(part) ?? false);
}

/** The words of an answer, for events and announcements. */
export function textsOf(answer: Pick<Answer, "parts">): string[] {
  return shownParts(answer).flatMap(({ text, items = [], cards = [], rows = [] }) => {
    const named = cards.map(({ title }) => title);
    const lines = rows.map(({ label, value }) => `${label}: ${value}`);
    return [text, ...items, ...named, ...lines].filter(isFilled);
  });
}

/** No script and no file, whatever an answer says. */
function isWebAddress(url: string | undefined): boolean {
  try {
    return ["http:", "https:"].includes(new URL(url ?? "").protocol);
  } catch {
    return false;
  }
}

function isFilled(text: string | undefined): text is string {
  return Boolean(text);
}
