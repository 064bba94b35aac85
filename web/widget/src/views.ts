/** What the log shows: bubbles, notes, and the line between two days. */
import { html, nothing, type TemplateResult } from "lit";
import type { Part, QuickReply, Thumb, Welcome } from "./api";
import type { DeskState } from "./desk";
import { ICONS } from "./icons";
import type { BotRow, Row } from "./rows";
import { fill, type Locale, type Texts } from "./texts";
import type { Trouble } from "./trouble";
import { inline, linkView, shown } from "./words";

export interface Context {
  texts: Texts;
  locale: Locale;
  welcome: Welcome | null;
  address(path: string): string; // of a picture, at the service
}

export interface RowActions {
  choose(reply: QuickReply): void;
  rate(turnId: string, thumb: Thumb): void;
}

/** What may be pressed below an answer: all of it, or nothing any more and what was. */
export interface Options {
  replies: readonly QuickReply[];
  isOpen: boolean;
  chosen: string; // what the customer said to it
  heading?: string;
}

type Beside = TemplateResult | typeof nothing;

export function noticeView({ texts }: Context): TemplateResult {
  return html`<p class="notice">${ICONS.info}<span>${texts.notice}</span></p>`;
}

export function userView(
  text: string,
  beside: Beside | string,
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

/** A picture of the company's own, over the drawing that stands there without it. */
export function faceView(address: string, icon: TemplateResult, context: Context): TemplateResult {
  const hide = (event: Event) => ((event.target as HTMLElement).hidden = true);
  return html`<span class="face">${icon}${address
    ? html`<img src=${context.address(address)} alt="" referrerpolicy="no-referrer" @error=${hide}>`
    : nothing}</span>`;
}

export function botView(
  parts: readonly Part[],
  options: Options,
  beside: Beside,
  below: Beside,
  context: Context,
  actions: RowActions,
): TemplateResult {
  if (!parts.length) return html``;
  const { texts, welcome } = context;
  const last = parts.length - 1;
  return html`<div class="row bot">
    ${faceView(welcome?.avatar ?? "", ICONS.bot, context)}
    <div class="stack">
      <span class="name">${welcome?.bot || texts.bot}</span>
      ${parts.map(
        (part, place) => html`<div class="line">
          ${partView(part, options, context, actions)}
          ${place === last ? html`<span class="beside">${beside}</span>` : nothing}
        </div>`,
      )}
      ${optionsView(options, texts, actions)} ${below}
    </div>
  </div>`;
}

export function botRowView(
  row: BotRow,
  options: Options,
  context: Context,
  actions: RowActions,
): TemplateResult {
  const rate = (thumb: Thumb) => actions.rate(row.id, thumb);
  const isRated = row.mayRate || (row.isEnd && (options.isOpen || row.thumb !== null));
  const below = isRated ? thumbsView(row, context.texts, rate) : nothing;
  return botView(row.parts, options, timeOf(row.at, context), below, context, actions);
}

function optionsView(
  { replies, heading, isOpen, chosen }: Options,
  texts: Texts,
  actions: RowActions,
): Beside {
  if (!replies.length) return nothing;
  return html`${heading ? html`<h3>${heading}</h3>` : nothing}
    <div class="chips" role="group" aria-label=${heading || texts.quickReplies}>
      ${replies.map((reply) => optionView(reply, { isOpen, chosen }, actions, reply.label))}
    </div>`;
}

function optionView(
  reply: QuickReply,
  { isOpen, chosen }: Pick<Options, "isOpen" | "chosen">,
  actions: RowActions,
  words: TemplateResult | string,
): TemplateResult {
  return html`<button ?disabled=${!isOpen} aria-pressed=${!isOpen && chosen === reply.label}
    @click=${() => actions.choose(reply)}>${words}</button>`;
}

/** Text stays text, and an address is only ever where the browser looks for one. */
function partView(
  { kind, text = "", url = "", items = [], cards = [], rows = [] }: Part,
  options: Options,
  { texts }: Context,
  actions: RowActions,
): TemplateResult {
  const say = (words: string, view: TemplateResult | string = words) =>
    optionView({ label: words, value: words }, options, actions, view);
  const title = text ? html`<b>${text}</b>` : nothing;
  switch (kind) {
    case "list":
      return html`<div class="bubble list">${title}
        <ul>${items.map((item) => html`<li>${inline(item, texts)}</li>`)}</ul></div>`;
    case "link":
      return html`<div class="bubble">${linkView(url, texts, text || url)}</div>`;
    case "image":
      return html`<img class="picture" src=${url} alt=${text} loading="lazy"
        referrerpolicy="no-referrer">`;
    case "buttons":
      return html`<div class="bubble list">${title}
        <div class="chips" role="group" aria-label=${text || texts.quickReplies}>
          ${items.map((item) => say(item))}
        </div></div>`;
    case "cards":
      return html`<div class="cards" tabindex="0" role="group" aria-label=${texts.quickReplies}>
        ${cards.map(({ title: name, text: beside }) =>
          say(name, html`<b>${name}</b>${beside ? html`<span>${beside}</span>` : nothing}`))}
      </div>`;
    case "summary":
      return html`<div class="summary">${title}
        <dl>${rows.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
        </dl></div>`;
    default:
      return html`<div class="bubble">${shown(text, texts)}</div>`;
  }
}

/** Of an answer, or of the conversation where it ended. */
function thumbsView(
  { isEnd, thumb: given }: BotRow,
  texts: Texts,
  rate: (thumb: Thumb) => void,
): TemplateResult {
  const thumbs: Thumb[] = ["up", "down"];
  const words = isEnd ? (given ? texts.rated : texts.rateTalk) : texts.rate;
  return html`<div class="thumbs" role="group" aria-label=${words}>
    ${isEnd ? html`<span role="status">${words}</span>` : nothing}
    ${thumbs.map((thumb) => html`<button class="thumb ${thumb}" aria-label=${texts.thumbs[thumb]}
      aria-pressed=${given === thumb} @click=${() => rate(thumb)}>${ICONS.thumb}</button>`)}
  </div>`;
}

export function personView(row: Row & { kind: "person" }, context: Context): TemplateResult {
  const { texts } = context;
  const name = row.name ? fill(texts.personNamed, { name: row.name }) : texts.person;
  return html`<div class="row bot person">
    <span class="face">${ICONS.person}</span>
    <div class="stack">
      <span class="name">${name}</span>
      <div class="line">
        <div class="bubble">${shown(row.text, texts)}</div>
        <span class="beside">${timeOf(row.at, context)}</span>
      </div>
    </div>
  </div>`;
}

export function typingView(context: Context, isPerson = false): TemplateResult {
  const { texts, welcome } = context;
  const face = isPerson
    ? html`<span class="face">${ICONS.person}</span>`
    : faceView(welcome?.avatar ?? "", ICONS.bot, context);
  return html`<div class="row bot typing ${isPerson ? "person" : ""}">
    ${face}
    <div class="bubble">
      <span class="hidden">${isPerson ? texts.personTyping : texts.typing}</span><i></i><i></i><i></i>
    </div>
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

/** Below the message that met it; what is tried again by itself stands above all (`bannerView`). */
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

export function startOverView({ texts }: Context, startOver: () => void): TemplateResult {
  return html`<div class="chips center">
    <button @click=${startOver}>${texts.startOver}</button>
  </div>`;
}

export function noteView(row: Row & { kind: "note" }, { texts }: Context): TemplateResult {
  const { note, ticket, text } = row;
  const words = note === "waiting" ? text : fill(texts.notes[note], { ticket });
  return html`<p class="note ${note}"><span>${words}</span></p>`;
}

export function timeOf(at: string, { locale }: Context): Beside {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime())) return nothing;
  const format = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  return html`<time datetime=${at}>${format.format(moment)}</time>`;
}
