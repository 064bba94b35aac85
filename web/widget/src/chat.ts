/** `<aicc-chat>`: the launcher, the panel, and where the keyboard is. */
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ChatApi, type Outgoing, type Reply } from "./api";
import { Conversation } from "./conversation";
import { ICONS } from "./icons";
import { logLines, type LogActions } from "./log";
import { textsOf } from "./parts";
import { Store } from "./store";
import { styles } from "./styles";
import { TEXTS, fill, localeOf, type Locale, type Texts } from "./texts";
import { deskWords, noticeView, type Context } from "./views";

const LIMIT = 2000;
const COUNT_FROM = 1800;
const SCROLL_MARGIN_PX = 12;
const IME_KEY_CODE = 229; // Safari ends the composition before the keydown that ended it

// Only known while the script itself runs; the service serves it as <endpoint>/static/aicc-chat.js.
const script = document.currentScript as HTMLScriptElement | null;
const HOME = script?.src ? new URL("..", script.src).href : document.baseURI;

export class AiccChat extends LitElement {
  static override styles = styles;
  static override properties = {
    isOpen: { type: Boolean, attribute: "open", reflect: true },
    inline: { type: Boolean, reflect: true },
    theme: { reflect: true },
    lang: {},
    endpoint: {},
    heading: {},
    draft: { state: true },
    isMenuOpen: { state: true },
    isAsking: { state: true },
    unread: { state: true },
  };

  declare isOpen: boolean;
  declare inline: boolean;
  declare theme: string;
  declare lang: string;
  declare endpoint: string;
  declare heading: string;
  declare private draft: string;
  declare private isMenuOpen: boolean;
  declare private isAsking: boolean;
  declare private unread: number;

  private conversation: Conversation | null = null;
  private store: Store | null = null;
  private hadFocus = false;
  private lineKeys = "";
  private lineKeysSeen = "";

  constructor() {
    super();
    this.isOpen = this.inline = this.isMenuOpen = this.isAsking = false;
    this.theme = "auto";
    this.lang = this.endpoint = this.heading = this.draft = "";
    this.unread = 0;
  }

  open(): void {
    this.isOpen = true;
  }

  close(): void {
    this.isOpen = false;
  }

  /** Sends as if the customer had typed it; false when there is nothing to send. */
  send(text: string): boolean {
    const message = text.normalize("NFC").trim();
    if (!message || lengthOf(message) > LIMIT) return false;
    this.begin();
    return this.conversation?.send(message) ?? false;
  }

  async startOver(): Promise<void> {
    this.begin();
    await this.conversation?.startOver();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // a page that moves the element takes it out and puts it back
    addEventListener("online", this.reconnect);
    addEventListener("storage", this.followOtherTab);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("online", this.reconnect);
    removeEventListener("storage", this.followOtherTab);
    this.leave();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("lang") || changed.has("endpoint")) this.leave();
    if (changed.has("isOpen")) this.hadFocus = this.renderRoot.querySelector(":focus") !== null;
    if (this.isShown) this.unread = 0;
    this.begin();
    if (changed.has("isOpen") && this.isShown) this.conversation?.start();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("isOpen") && changed.get("isOpen") !== undefined) this.announceOpen();
    if (changed.has("isAsking") && changed.get("isAsking") !== undefined) {
      this.focusOn(this.isAsking ? ".cancel" : "textarea");
    }
    if (this.lineKeys !== this.lineKeysSeen || changed.has("isOpen")) this.scrollDown();
    if (this.isShown && !document.hidden) this.conversation?.saw();
  }

  protected override render(): TemplateResult {
    const { texts } = this.context;
    const lines = this.conversation ? logLines(this.conversation, this.context, this.actions) : [];
    this.lineKeys = lines.map((line) => line.key).join();
    return html`${this.inline ? nothing : this.launcherView(texts)}
      <section class="panel" role=${this.inline ? "region" : "dialog"} aria-labelledby="heading"
        lang=${this.locale} ?hidden=${!this.isShown}
        @keydown=${this.onPanelKey} @click=${this.onPanelClick}>
        ${this.headerView(texts)}
        <div class="log" role="log" aria-live="polite" aria-relevant="additions" tabindex="0"
          aria-label=${texts.log} .inert=${this.isAsking}>
          ${noticeView(this.context)}
          ${repeat(lines, (line) => line.key, (line) => line.view)}
        </div>
        ${this.composerView(texts)} ${this.isAsking ? this.askView(texts) : nothing}
      </section>`;
  }

  private get isShown(): boolean {
    return this.isOpen || this.inline;
  }

  private get locale(): Locale {
    return localeOf(this.lang || document.documentElement.lang);
  }

  private get context(): Context {
    return { locale: this.locale, texts: TEXTS[this.locale] };
  }

  // --- the conversation -------------------------------------------------------------------

  private begin(): void {
    if (this.conversation) return;
    const endpoint = new URL(this.endpoint || HOME, document.baseURI).href.replace(/\/+$/, "");
    this.store = new Store(endpoint, this.locale);
    this.conversation = new Conversation(new ChatApi(endpoint, this.locale), this.store, {
      changed: () => this.requestUpdate(),
      sent: (message) => this.tellSent(message),
      answered: (reply) => this.tellAnswered(reply),
      heard: (text) => this.tellHeard(text),
    });
    if (this.isShown || this.conversation.pending.length) this.conversation.start();
  }

  private leave(): void {
    this.conversation?.dispose();
    this.conversation = null;
  }

  private readonly reconnect = (): void => this.conversation?.reconnect();

  /** The same conversation was started over or deleted in another tab. */
  private readonly followOtherTab = (event: StorageEvent): void => {
    if (event.key !== this.store?.sessionKey) return;
    if (event.newValue === null) return this.conversation?.forgetAll();
    this.leave();
    this.requestUpdate();
  };

  private tellSent({ id, text }: Outgoing): void {
    this.tell("aicc-message", { from: "user", message_id: id, text });
  }

  private tellAnswered(reply: Reply): void {
    if (!this.isShown) this.unread += 1;
    const text = textsOf(reply).join("\n");
    this.tell("aicc-message", { from: "bot", turn_id: reply.turn_id, text, ended: reply.ended });
    if (reply.handoff) this.tell("aicc-handoff", reply.handoff);
  }

  private tellHeard(text: string): void {
    if (!this.isShown) this.unread += 1;
    this.tell("aicc-message", { from: this.conversation?.desk.isTaken ? "person" : "bot", text });
  }

  private tell(name: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  private readonly actions: LogActions = {
    retry: () => this.conversation?.retry(),
    discard: (message) => this.conversation?.discard(message.id),
    edit: (row) => {
      this.conversation?.forget(row.id);
      this.write([row.text, this.draft].filter(Boolean).join("\n"));
    },
    choose: (reply) => {
      this.conversation?.send(reply.value, reply.label);
      this.focusOn("textarea");
    },
    rate: (turnId, thumb) => void this.conversation?.rate(turnId, thumb),
    startOver: () => this.orderStartOver(),
  };

  private readonly orderStartOver = (): void => {
    this.isMenuOpen = false;
    void this.startOver();
    this.focusOn("textarea");
  };

  private readonly askToErase = (): void => {
    this.isMenuOpen = false;
    this.isAsking = true;
  };

  private readonly orderErase = (): void => {
    this.isAsking = false;
    void this.conversation?.erase();
  };

  // --- the keyboard -----------------------------------------------------------------------

  /** Escape closes what was opened last: the question, the menu, the panel. */
  private readonly onPanelKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (this.isAsking) this.isAsking = false;
    else if (this.isMenuOpen) this.closeMenu();
    else if (!this.inline) this.close();
  };

  private readonly onPanelClick = (event: Event): void => {
    const isInMenu = (event.target as Element).closest(".menu, .more");
    if (!isInMenu) this.isMenuOpen = false;
  };

  /** While Hangul is being composed, Enter belongs to the input method. */
  private readonly onDraftKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === IME_KEY_CODE) return;
    event.preventDefault();
    this.submit();
  };

  private readonly onDraft = (): void => {
    this.draft = this.field.value;
    this.fitField();
    if (this.draft.trim()) this.conversation?.typing();
  };

  private readonly onSubmit = (event: Event): void => {
    event.preventDefault();
    this.submit();
  };

  private get field(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea")!;
  }

  private submit(): void {
    if (this.send(this.field.value)) this.write("");
  }

  private write(text: string): void {
    this.field.value = this.draft = text;
    this.fitField();
    this.field.focus();
  }

  private fitField(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  private closeMenu(): void {
    this.isMenuOpen = false;
    this.focusOn(".more");
  }

  private announceOpen(): void {
    if (this.isOpen) this.focusOn("textarea");
    else {
      this.isMenuOpen = this.isAsking = false;
      if (this.hadFocus) this.focusOn(".launcher");
    }
    this.tell(this.isOpen ? "aicc-open" : "aicc-close");
  }

  private focusOn(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  /** To the end, but a long answer keeps the question it belongs to in sight. */
  private scrollDown(): void {
    const log = this.renderRoot.querySelector<HTMLElement>(".log");
    if (!log || !this.isShown) return;
    const question = Array.from(log.querySelectorAll<HTMLElement>(".row.user")).at(-1);
    const top = question ? question.offsetTop - SCROLL_MARGIN_PX : Infinity;
    log.scrollTop = Math.min(top, log.scrollHeight);
    this.lineKeysSeen = this.lineKeys;
  }

  // --- around the log ---------------------------------------------------------------------

  private launcherView(texts: Texts): TemplateResult {
    const label = this.unread ? fill(texts.openUnread, { count: this.unread }) : texts.open;
    return html`<button class="launcher" aria-label=${label} aria-haspopup="dialog"
      lang=${this.locale} ?hidden=${this.isOpen} @click=${() => this.open()}>
      ${ICONS.chat}${this.unread ? html`<span class="badge">${this.unread}</span>` : nothing}
    </button>`;
  }

  private headerView(texts: Texts): TemplateResult {
    const isAway = this.conversation?.trouble?.kind === "offline";
    const desk = this.conversation?.desk;
    const words = deskWords(desk?.state ?? null, texts) || texts.subtitle;
    return html`<header .inert=${this.isAsking}>
      <span class="face">${desk?.isTaken ? ICONS.person : ICONS.bot}</span>
      <div class="titles">
        <h2 id="heading">${this.heading || texts.heading}</h2>
        <p class="subtitle" role="status">${isAway ? texts.reconnecting : words}</p>
      </div>
      <div class="tools">
        <button class="tool more" aria-label=${texts.more} aria-expanded=${this.isMenuOpen}
          @click=${() => (this.isMenuOpen = !this.isMenuOpen)}>${ICONS.more}</button>
        ${this.inline
          ? nothing
          : html`<button class="tool close" aria-label=${texts.close}
              @click=${() => this.close()}>${ICONS.close}</button>`}
      </div>
      ${this.isMenuOpen ? this.menuView(texts) : nothing}
    </header>`;
  }

  private menuView(texts: Texts): TemplateResult {
    return html`<div class="menu">
      <button @click=${this.orderStartOver}>${ICONS.refresh}${texts.startOver}</button>
      <button class="erase" @click=${this.askToErase}>${ICONS.bin}${texts.erase}</button>
    </div>`;
  }

  private composerView(texts: Texts): TemplateResult {
    const count = lengthOf(this.draft.normalize("NFC").trim());
    const isOver = count > LIMIT;
    const values = { count, limit: LIMIT };
    const counted = count > COUNT_FROM ? fill(isOver ? texts.tooLong : texts.count, values) : "";
    const refused = this.conversation?.refusedOrder;
    return html`<form .inert=${this.isAsking} @submit=${this.onSubmit}>
      <p class="alert" role="status">${refused ? texts.troubles[refused] : ""}</p>
      <div class="field">
        <textarea rows="1" aria-label=${texts.input} aria-describedby="count"
          placeholder=${texts.placeholder} autocomplete="off" enterkeyhint="send"
          @input=${this.onDraft} @keydown=${this.onDraftKey}></textarea>
        <button class="send" aria-label=${texts.send} ?disabled=${!count || isOver}>
          ${ICONS.send}
        </button>
      </div>
      <p id="count" class="count ${isOver ? "over" : ""}" role="status">${counted}</p>
    </form>`;
  }

  private askView(texts: Texts): TemplateResult {
    return html`<div class="sheet">
      <div role="alertdialog" aria-modal="true" aria-labelledby="ask" aria-describedby="ask-why">
        <h3 id="ask">${texts.eraseTitle}</h3>
        <p id="ask-why">${texts.eraseBody}</p>
        <div class="choice">
          <button class="cancel" @click=${() => (this.isAsking = false)}>${texts.cancel}</button>
          <button class="danger" @click=${this.orderErase}>${texts.eraseConfirm}</button>
        </div>
      </div>
    </div>`;
  }
}

/** Characters as the service counts them, not UTF-16 units. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
