/** What stands inside a bubble: text stays text, but for links, **bold** and lists. */
import { html, type TemplateResult } from "lit";
import type { Texts } from "./texts";

/** Only ASCII belongs to a link: in Korean a particle follows the address without a space. */
const MARKED = /\*\*(\S(?:[^*\n]*\S)?)\*\*|https:\/\/[\x21-\x7e]+/g;
const TRAILING_PUNCTUATION = /[.,!?:;'")\]}>*]+$/;
const ITEM = /^\s*(?:(\d{1,2})[.)]|[-•])\s+(.+)$/;

type Piece = TemplateResult | string;

/** Two lines or more that begin "1." and "2.", or with a dash each, are a list. */
export function shown(text: string, texts: Texts): Piece[] {
  const pieces: Piece[] = [];
  const lines = text.split("\n");
  let isText = false; // so far, and not the end of a list
  for (let at = 0; at < lines.length; ) {
    const items = itemsFrom(lines, at);
    if (items.length > 1) {
      const list = items.map((item) => html`<li>${inline(item, texts)}</li>`);
      pieces.push(numberOf(lines[at]!) ? html`<ol>${list}</ol>` : html`<ul>${list}</ul>`);
      at += items.length;
    } else {
      pieces.push(isText ? "\n" : "", ...inline(lines[at]!, texts));
      at += 1;
    }
    isText = items.length < 2;
  }
  return pieces;
}

/** The items of the list that begins in the line. */
function itemsFrom(lines: readonly string[], first: number): string[] {
  const items: string[] = [];
  const isNumbered = numberOf(lines[first]!) === 1;
  for (const line of lines.slice(first)) {
    const [, , words] = ITEM.exec(line) ?? [];
    if (!words || numberOf(line) !== (isNumbered ? items.length + 1 : 0)) break;
    items.push(words);
  }
  return items;
}

function numberOf(line: string): number {
  return Number(ITEM.exec(line)?.[1] ?? 0);
}

export function inline(text: string, texts: Texts): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, 1: bold, index } of text.matchAll(MARKED)) {
    const address = bold ? found : found.replace(TRAILING_PUNCTUATION, "");
    if (!bold && !isAddress(address)) continue;
    pieces.push(text.slice(end, index), bold ? html`<b>${bold}</b>` : linkView(address, texts));
    end = index + address.length;
  }
  return [...pieces, text.slice(end)];
}

export function linkView(address: string, texts: Texts, words = address): TemplateResult {
  return html`<a href=${address} target="_blank" rel="noopener noreferrer"
    >${words}<span class="hidden"> (${texts.newTab})</span></a
  >`;
}

function isAddress(address: string): boolean {
  try {
    return new URL(address).hostname !== "";
  } catch {
    return false;
  }
}
