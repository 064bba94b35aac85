/** What the log shows: bubbles, notes, and the line between two days. Text stays text. */
import { html, nothing, type TemplateResult } from "lit";
import type { QuickReply } from "./api";
import type { NoteName, Row, Trouble } from "./conversation";
import { ICONS } from "./icons";
import { fill, type Locale, type Texts } from "./texts";

/** Only ASCII belongs to a link: in Korean a particle follows the address without a space. */
const LINK = /https:\/\/[\x21-\x7e]+/g;
const TRAILING_PUNCTUATION = /[.,!?:;'")\]}>]+$/;

export interface Context {
  texts: Texts;
  locale: Locale;
}

export function noticeView({ texts }: Context): TemplateResult {
  return html`<p class="notice">${ICONS.info}<span>${texts.notice}</span></p>`;
}

export function rowView(row: Row, context: Context): TemplateResult {
  switch (row.kind) {
    case "user":
      return userView(row.text, timeOf(row.at, context), context);
    case "bot":
      return botView(row.texts, timeOf(row.at, context), context);
    case "note":
      return noteView(row.note, row.ticket, context);
    case "refused":
      return userView(row.text, nothing, context, true);
  }
}

export function userView(
  text: string,
  beside: TemplateResult | typeof nothing | string,
  { texts }: Context,
  isRefused = false,
): TemplateResult {
  return html`<div class="row user ${isRefused ? "refused" : ""}">
    <div class="line">
      <span class="beside">${beside}</span>
      <div class="bubble"><span class="hidden">${texts.you}: </span>${text}</div>
    </div>
  </div>`;
}

export function botView(
  paragraphs: readonly string[],
  beside: TemplateResult | typeof nothing,
  { texts }: Context,
): TemplateResult {
  if (!paragraphs.length) return html``;
  const last = paragraphs.length - 1;
  return html`<div class="row bot">
    <span class="face">${ICONS.bot}</span>
    <div class="stack">
      <span class="name">${texts.bot}</span>
      ${paragraphs.map(
        (text, place) => html`<div class="line">
          <div class="bubble">${linked(text, texts)}</div>
          ${place === last ? html`<span class="beside">${beside}</span>` : nothing}
        </div>`,
      )}
    </div>
  </div>`;
}

export function typingView({ texts }: Context): TemplateResult {
  return html`<div class="row bot typing">
    <span class="face">${ICONS.bot}</span>
    <div class="bubble"><span class="hidden">${texts.typing}</span><i></i><i></i><i></i></div>
  </div>`;
}

export function dayView(at: string, { locale }: Context): TemplateResult {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
  return html`<p class="note"><time datetime=${at}>${format.format(new Date(at))}</time></p>`;
}

export function troubleView(
  trouble: Trouble,
  { texts }: Context,
  retry: () => void,
  discard: (() => void) | null,
): TemplateResult {
  const sentences: Readonly<Record<string, string>> = texts.troubles;
  const kind = trouble.kind === "failed" && !discard ? "refused" : trouble.kind;
  return html`<div class="trouble">
    <span>${fill(sentences[kind] ?? texts.troubles.failed, { seconds: trouble.seconds })}</span>
    ${trouble.canRetry ? html`<button @click=${retry}>${texts.retry}</button>` : nothing}
    ${discard ? html`<button class="quiet" @click=${discard}>${texts.discard}</button>` : nothing}
  </div>`;
}

export function refusedView({ texts }: Context, edit: () => void): TemplateResult {
  return html`<div class="trouble">
    <span>${texts.troubles.unacceptable}</span>
    <button @click=${edit}>${texts.edit}</button>
  </div>`;
}

export function quickRepliesView(
  replies: readonly QuickReply[],
  { texts }: Context,
  choose: (reply: QuickReply) => void,
): TemplateResult {
  return html`<div class="chips" role="group" aria-label=${texts.quickReplies}>
    ${replies.map((reply) => html`<button @click=${() => choose(reply)}>${reply.label}</button>`)}
  </div>`;
}

export function startOverView({ texts }: Context, startOver: () => void): TemplateResult {
  return html`<div class="chips center">
    <button @click=${startOver}>${texts.startOver}</button>
  </div>`;
}

function noteView(note: NoteName, ticket: string, { texts }: Context): TemplateResult {
  return html`<p class="note ${note}"><span>${fill(texts.notes[note], { ticket })}</span></p>`;
}

function timeOf(at: string, { locale }: Context): TemplateResult | typeof nothing {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return nothing;
  const format = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  return html`<time datetime=${at}>${format.format(moment)}</time>`;
}

function linked(text: string, texts: Texts): (TemplateResult | string)[] {
  const pieces: (TemplateResult | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(TRAILING_PUNCTUATION, "");
    if (!isAddress(address)) continue;
    pieces.push(text.slice(end, match.index), linkView(address, texts));
    end = match.index + address.length;
  }
  return [...pieces, text.slice(end)];
}

function linkView(address: string, texts: Texts): TemplateResult {
  return html`<a href=${address} target="_blank" rel="noopener noreferrer"
    >${address}<span class="hidden"> (${texts.newTab})</span></a
  >`;
}

function isAddress(address: string): boolean {
  try {
    return new URL(address).hostname !== "";
  } catch {
    return false;
  }
}
