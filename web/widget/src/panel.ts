/** What stands around the log: launcher, header, menu, banner, commands, the question to delete. */
import { html, nothing, type TemplateResult } from "lit";
import type { QuickReply } from "./api";
import { commandsFor } from "./commands";
import type { Conversation } from "./conversation";
import { ICONS } from "./icons";
import { fill } from "./texts";
import { isAway } from "./trouble";
import { deskWords, faceView, type Context } from "./views";

type View = TemplateResult | typeof nothing;

export interface PanelActions {
  open(): void;
  close(): void;
  toggleMenu(): void;
  startOver(): void;
  save(): void;
  ask(): void;
  cancel(): void;
  erase(): void;
  retry(): void;
  discard(): void;
  choose(reply: QuickReply): void;
}

export function launcherView(
  unread: number,
  isOpen: boolean,
  { texts, locale }: Context,
  actions: PanelActions,
): TemplateResult {
  const label = unread ? fill(texts.openUnread, { count: unread }) : texts.open;
  return html`<button class="launcher" aria-label=${label} aria-haspopup="dialog"
    lang=${locale} ?hidden=${isOpen} @click=${actions.open}>
    ${ICONS.chat}${unread ? html`<span class="badge">${unread}</span>` : nothing}
  </button>`;
}

export interface HeaderState {
  heading: string;
  inline: boolean;
  isMenuOpen: boolean;
  isAsking: boolean;
}

export function headerView(
  conversation: Conversation | null,
  { heading, inline, isMenuOpen, isAsking }: HeaderState,
  context: Context,
  actions: PanelActions,
): TemplateResult {
  const { texts, welcome } = context;
  const state = conversation?.desk.state ?? null;
  const isAtRest = conversation?.trouble?.kind !== "offline";
  const words = deskWords(state, texts) || texts.subtitle;
  return html`<header .inert=${isAsking}>
    ${state?.state === "taken"
      ? html`<span class="face">${ICONS.person}</span>`
      : faceView(welcome?.logo || welcome?.avatar || "", ICONS.bot, context)}
    <div class="titles">
      <h2 id="heading">${heading || welcome?.name || texts.heading}</h2>
      <p class="subtitle ${state?.state ?? ""}" role="status">${isAtRest ? words : texts.reconnecting}</p>
    </div>
    <div class="tools">
      <button class="tool more" aria-label=${texts.more} aria-expanded=${isMenuOpen}
        @click=${actions.toggleMenu}>${ICONS.more}</button>
      ${inline
        ? nothing
        : html`<button class="tool close" aria-label=${texts.close}
            @click=${actions.close}>${ICONS.close}</button>`}
    </div>
    ${isMenuOpen ? menuView(context, actions) : nothing}
  </header>`;
}

function menuView({ texts }: Context, actions: PanelActions): TemplateResult {
  return html`<div class="menu">
    <button @click=${actions.startOver}>${ICONS.refresh}${texts.startOver}</button>
    <button @click=${actions.save}>${ICONS.save}${texts.save}</button>
    <button class="erase" @click=${actions.ask}>${ICONS.bin}${texts.erase}</button>
  </div>`;
}

/** The service is away: when it is tried again, and how not to wait for it. */
export function bannerView(
  conversation: Conversation | null,
  { texts }: Context,
  actions: PanelActions,
): View {
  const trouble = conversation?.trouble;
  if (!trouble || !isAway(trouble)) return nothing;
  const seconds = Math.max(1, Math.ceil((trouble.until - Date.now()) / 1000));
  const sentences: Readonly<Record<string, string>> = texts.troubles;
  return html`<div class="trouble banner">
    <p><span role="status">${sentences[trouble.kind]}</span>
      <span aria-hidden="true">${fill(texts.nextTry, { seconds })}</span></p>
    <button @click=${actions.retry}>${texts.retryNow}</button>
    ${conversation.pending.length
      ? html`<button class="quiet" @click=${actions.discard}>${texts.discard}</button>`
      : nothing}
  </div>`;
}

export function commandsView(
  conversation: Conversation | null,
  isAsking: boolean,
  { texts }: Context,
  actions: PanelActions,
): View {
  if (!conversation || conversation.isErased) return nothing;
  const commands = commandsFor(conversation.desk.state?.state, texts);
  return html`<div class="commands" role="group" aria-label=${texts.anyTime} .inert=${isAsking}>
    ${commands.map((each) => html`<button @click=${() => actions.choose(each)}>${each.label}</button>`)}
  </div>`;
}

export function askView({ texts }: Context, actions: PanelActions): TemplateResult {
  return html`<div class="sheet">
    <div role="alertdialog" aria-modal="true" aria-labelledby="ask" aria-describedby="ask-why">
      <h3 id="ask">${texts.eraseTitle}</h3>
      <p id="ask-why">${texts.eraseBody}</p>
      <div class="choice">
        <button class="cancel" @click=${actions.cancel}>${texts.cancel}</button>
        <button class="danger" @click=${actions.erase}>${texts.eraseConfirm}</button>
      </div>
    </div>
  </div>`;
}
