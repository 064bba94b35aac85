/** What the log shows: bubbles, notes, and the line between two days. Text stays text. */
import { html, nothing, type TemplateResult } from "lit";
import type { Part, QuickReply, Thumb } from "./api";
import type { Trouble } from "./conversation";
import type { DeskState } from "./desk";
import { ICONS } from "./icons";
import type { Row } from "./rows";
import { fill, type Locale, type Texts } from "./texts";

/** Only ASCII belongs to a link: in Korean a particle follows the address without a space. */
const LINK = /https:\/\/[\x21-\x7e]+/g;
const TRAILING_PUNCTUATION = /[.,!?:;'")\]}>]+$/;

export interface Context {
  texts: Texts;
  locale: Locale;
}

export interface RowActions {
  choose(reply: QuickReply): void;
  rate(turnId: string, thumb: Thumb): void;
}

export function noticeView({ texts }: Context): TemplateResult {
  return html`<p class="notice">${ICONS.info}<span>${texts.notice}</span></p>`;
}

export function rowView(
  row: Row,
  isSeen: boolean,
  context: Context,
  actions: RowActions,
): TemplateResult {
  switch (row.kind) {
    case "user": {
      const at = timeOf(row.at, context);
      return userView(row.text, isSeen ? html`${context.texts.seen} ${at}` : at, context);
    }
    case "person":
      return personView(row, context);
    case "bot":
      return botRowView(row, context, actions);
    case "note":
      return noteView(row, context);
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

function botRowView(
  row: Row & { kind: "bot" },
  context: Context,
  actions: RowActions,
): TemplateResult {
  const rate = (thumb: Thumb) => actions.rate(row.id, thumb);
  const below = row.mayRate ? thumbsView(row.thumb, context, rate) : nothing;
  return botView(row.parts, timeOf(row.at, context), below, context, actions);
}

export function botView(
  parts: readonly Part[],
  beside: TemplateResult | typeof nothing,
  below: TemplateResult | typeof nothing,
  context: Context,
  actions: RowActions,
): TemplateResult {
  if (!parts.length) return html``;
  const last = parts.length - 1;
  return html`<div class="row bot">
    <span class="face">${ICONS.bot}</span>
    <div class="stack">
      <span class="name">${context.texts.bot}</span>
      ${parts.map(
        (part, place) => html`<div class="line">
          ${partView(part, context, actions)}
          ${place === last ? html`<span class="beside">${beside}</span>` : nothing}
        </div>`,
      )}
      ${below}
    </div>
  </div>`;
}

/** Text stays text, and an address is only ever where the browser looks for one. */
function partView(
  { kind, text = "", url = "", items = [], cards = [] }: Part,
  { texts }: Context,
  actions: RowActions,
): TemplateResult {
  switch (kind) {
    case "list":
      return html`<div class="bubble list">${text ? html`<b>${text}</b>` : nothing}
        <ul>${items.map((item) => html`<li>${linked(item, texts)}</li>`)}</ul></div>`;
    case "link":
      return html`<div class="bubble">${linkView(url, texts, text || url)}</div>`;
    case "image":
      return html`<img class="picture" src=${url} alt=${text} loading="lazy"
        referrerpolicy="no-referrer">`;
    case "buttons":
      return html`<div class="bubble list">${text ? html`<b>${text}</b>` : nothing}
        <div class="chips inside" role="group" aria-label=${text || texts.quickReplies}>
          ${items.map((item) => html`<button
            @click=${() => actions.choose({ label: item, value: item })}>${item}</button>`)}
        </div></div>`;
    case "cards":
      return html`<div class="cards" role="group" aria-label=${texts.quickReplies}>
        ${cards.map(({ title, text: beside }) => html`<button
          @click=${() => actions.choose({ label: title, value: title })}><b>${title}</b>${
            beside ? html`<span>${beside}</span>` : nothing}</button>`)}
      </div>`;
    default:
      return html`<div class="bubble">${linked(text, texts)}</div>`;
  }
}

function thumbsView(
  given: Thumb | null,
  { texts }: Context,
  rate: (thumb: Thumb) => void,
): TemplateResult {
  const thumbs: Thumb[] = ["up", "down"];
  return html`<div class="thumbs" role="group" aria-label=${texts.rate}>
    ${thumbs.map((thumb) => html`<button class="thumb ${thumb}" aria-label=${texts.thumbs[thumb]}
      aria-pressed=${given === thumb} @click=${() => rate(thumb)}>${ICONS.thumb}</button>`)}
  </div>`;
}

function personView(row: Row & { kind: "person" }, context: Context): TemplateResult {
  const { texts } = context;
  const name = row.name ? fill(texts.personNamed, { name: row.name }) : texts.person;
  return html`<div class="row bot person">
    <span class="face">${ICONS.person}</span>
    <div class="stack">
      <span class="name">${name}</span>
      <div class="line">
        <div class="bubble">${linked(row.text, texts)}</div>
        <span class="beside">${timeOf(row.at, context)}</span>
      </div>
    </div>
  </div>`;
}

export function typingView({ texts }: Context, isPerson = false): TemplateResult {
  const words = isPerson ? texts.personTyping : texts.typing;
  return html`<div class="row bot typing ${isPerson ? "person" : ""}">
    <span class="face">${isPerson ? ICONS.person : ICONS.bot}</span>
    <div class="bubble"><span class="hidden">${words}</span><i></i><i></i><i></i></div>
  </div>`;
}

/** Who is there instead of the bot, or how long it takes until then; never a promise. */
export function deskWords(state: DeskState | null, texts: Texts): string {
  if (state?.state === "taken") {
    return state.name ? fill(texts.talksWith, { name: state.name }) : texts.talks;
  }
  if (state?.state !== "waiting") return "";
  const ahead = state.ahead ? fill(texts.ahead, { ahead: state.ahead }) : "";
  const wait = state.wait_min ? fill(texts.wait, { minutes: state.wait_min }) : "";
  return [texts.waits, ahead, wait].filter(Boolean).join(" · ");
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

function noteView(row: Row & { kind: "note" }, { texts }: Context): TemplateResult {
  const { note, ticket, text } = row;
  const words = note === "waiting" ? text : fill(texts.notes[note], { ticket });
  return html`<p class="note ${note}"><span>${words}</span></p>`;
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

function linkView(address: string, texts: Texts, words = address): TemplateResult {
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
