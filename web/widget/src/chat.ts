/** `<aicc-chat>`: the launcher, the panel, and where the keyboard is. */
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { ApiFailure, ChatApi, type Outgoing, type QuickReply, type Reply } from "./api";
import { allCommands } from "./commands";
import { LIMIT, composerView, lengthOf, type ComposerActions } from "./composer";
import { Conversation } from "./conversation";
import { logLines, type LogActions } from "./log";
import * as panel from "./panel";
import { textsOf } from "./parts";
import { Store } from "./store";
import { styles } from "./styles";
import { TEXTS, localeOf, type Locale } from "./texts";
import { download, transcript } from "./transcript";
import { isAway } from "./trouble";
import { noticeView, type Context } from "./views";

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
    isBare: { state: true },
    unread: { state: true },
  };

  declare isOpen: boolean;
  declare inline: boolean;
  declare theme: string;
  declare lang: string;
  declare endpoint: string;
  declare heading: string;
  declare draft: string;
  declare isMenuOpen: boolean;
  declare isAsking: boolean;
  declare isBare: boolean; // a secret is shown as it is typed
  declare private unread: number;

  private conversation: Conversation | null = null;
  private store: Store | null = null;
  private hadFocus = false;
  private lineKeys = "";
  private lineKeysSeen = "";
  private ticking = 0;

  constructor() {
    super();
    this.isOpen = this.inline = this.isMenuOpen = this.isAsking = this.isBare = false;
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
    clearInterval(this.ticking);
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
    if (this.store && this.conversation?.isRestored) {
      this.store.wasOpen = this.isOpen && this.conversation.isUnderWay;
    }
    this.tick();
  }

  protected override render(): TemplateResult {
    const { texts } = this.context;
    const lines = this.conversation ? logLines(this.conversation, this.context, this.actions) : [];
    this.lineKeys = lines.map((line) => line.key).join();
    const { conversation, context } = this;
    return html`${this.inline
        ? nothing
        : panel.launcherView(this.unread, this.isOpen, context, this.around)}
      <section class="panel" role=${this.inline ? "region" : "dialog"} aria-labelledby="heading"
        lang=${this.locale} ?hidden=${!this.isShown}
        @keydown=${this.onPanelKey} @click=${this.onPanelClick}
        @dragover=${this.onFile} @drop=${this.onFile} @paste=${this.onFile}>
        ${panel.headerView(conversation, this, context, this.around)}
        ${panel.bannerView(conversation, context, this.around)}
        <div class="log" role="log" aria-live="polite" aria-relevant="additions" tabindex="0"
          aria-label=${texts.log} .inert=${this.isAsking}>
          ${noticeView(context)}
          ${lines.map((line) => line.view)}
        </div>
        ${panel.commandsView(conversation, this.isAsking, context, this.around)}
        ${composerView(conversation, this, context, this.composer)}
        ${this.isAsking ? panel.askView(context, this.around) : nothing}
      </section>`;
  }

  private get isShown(): boolean {
    return this.isOpen || this.inline;
  }

  private get locale(): Locale {
    return localeOf(this.lang || document.documentElement.lang);
  }

  private get base(): string {
    return new URL(this.endpoint || HOME, document.baseURI).href.replace(/\/+$/, "");
  }

  private get context(): Context {
    const { locale, base } = this;
    return {
      locale,
      texts: TEXTS[locale],
      welcome: this.conversation?.welcome ?? null,
      address: (path) => (path.startsWith("/") ? base + path : path),
    };
  }

  // --- the conversation -------------------------------------------------------------------

  private begin(): void {
    if (this.conversation) return;
    const { base, locale } = this;
    this.store = new Store(base, locale);
    if (this.store.wasOpen) this.isOpen = true;
    this.conversation = new Conversation(new ChatApi(base, locale), this.store, {
      changed: () => this.requestUpdate(),
      sent: (message) => this.tellSent(message),
      answered: (reply) => this.tellAnswered(reply),
      heard: (text) => this.tellHeard(text),
    }, allCommands(TEXTS[locale]));
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

  private tellSent({ id, text, label, isSecret }: Outgoing): void {
    const said = isSecret ? label : text;
    this.tell("aicc-message", { from: "user", message_id: id, text: said });
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
    choose: (reply) => this.choose(reply),
    rate: (turnId, thumb) => void this.conversation?.rate(turnId, thumb),
    startOver: () => this.orderStartOver(),
    goOn: () => {
      this.conversation?.goOn();
      this.focusOn("textarea");
    },
  };

  private readonly around: panel.PanelActions = {
    open: () => this.open(),
    close: () => this.close(),
    toggleMenu: () => (this.isMenuOpen = !this.isMenuOpen),
    startOver: () => this.orderStartOver(),
    save: () => {
      this.closeMenu();
      void this.save();
    },
    ask: () => {
      this.isMenuOpen = false;
      this.isAsking = true;
    },
    cancel: () => (this.isAsking = false),
    erase: () => {
      this.isAsking = false;
      void this.conversation?.erase();
    },
    retry: () => this.conversation?.retry(),
    discard: () => {
      const [head] = this.conversation?.pending ?? [];
      if (head) this.conversation?.discard(head.id);
    },
    choose: (reply) => this.choose(reply),
  };

  private choose({ value, label }: QuickReply): void {
    this.begin();
    this.conversation?.send(value, label);
    this.focusOn("textarea");
  }

  private orderStartOver(): void {
    this.isMenuOpen = false;
    void this.startOver();
    this.focusOn("textarea");
  }

  private async save(): Promise<void> {
    try {
      const rows = (await this.conversation?.past()) ?? [];
      const day = new Date().toISOString().slice(0, 10);
      if (rows.length) download(transcript(rows, this.context), `chat-${day}.txt`);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.conversation?.refuse("save");
    }
  }

  /** Nobody here can look at a file: it is said, and the page does not open it instead. */
  private readonly onFile = (event: DragEvent | ClipboardEvent): void => {
    const moved = "dataTransfer" in event ? event.dataTransfer : event.clipboardData;
    if (!moved?.types.includes("Files")) return;
    event.preventDefault();
    if (event.type !== "dragover") this.conversation?.refuse("file");
  };

  /** The seconds to the next try go by. */
  private tick(): void {
    clearInterval(this.ticking);
    const { trouble } = this.conversation ?? {};
    if (!trouble || !isAway(trouble)) return;
    this.ticking = window.setInterval(() => this.requestUpdate(), 1000);
  }

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
  private onDraftKey(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey) return;
    if (event.isComposing || event.keyCode === IME_KEY_CODE) return;
    event.preventDefault();
    this.submit();
  }

  private readonly composer: ComposerActions = {
    draft: () => {
      this.draft = this.field.value;
      this.fitField();
      if (this.draft.trim()) this.conversation?.typing();
    },
    key: (event) => this.onDraftKey(event),
    submit: (event) => {
      event.preventDefault();
      this.submit();
    },
    toggleBare: () => {
      this.isBare = !this.isBare;
      this.field.focus();
    },
  };

  private get field(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea")!;
  }

  private submit(): void {
    if (this.send(this.field.value)) this.write("");
    this.isBare = false;
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

  /** To the end; but the first page begins at its top, and a long answer at its question. */
  private scrollDown(): void {
    const log = this.renderRoot.querySelector<HTMLElement>(".log");
    if (!log || !this.isShown) return;
    const question = Array.from(log.querySelectorAll<HTMLElement>(".row.user")).at(-1);
    const isHome = this.conversation?.isNew || this.conversation?.isBack;
    const top = question ? question.offsetTop - SCROLL_MARGIN_PX : isHome ? 0 : Infinity;
    log.scrollTop = Math.min(top, log.scrollHeight);
    this.lineKeysSeen = this.lineKeys;
  }
}
