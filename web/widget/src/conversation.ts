/**
 * One conversation: what was said, what is still on its way, and what stands in the way.
 *
 * Messages go out one at a time in the order they were written. A failure stops the line at its
 * head, so that "yes" never overtakes the question it answers; trying again keeps the message id.
 */
import { ApiFailure, isFailure } from "./api";
import type { Answer, Awaited, ChatApi, Outgoing, Past, PersonMessage } from "./api";
import type { QuickReply, Reply, Session, Thumb, Turn, Welcome } from "./api";
import { Desk } from "./desk";
import { Outbox } from "./outbox";
import { DOTS, botRows, isNote, openIn, pastRows, personRow, withTold, type NoteName, type Row } from "./rows";
import type { Store } from "./store";
import { Troubles, type Trouble } from "./trouble";

const BACK_AFTER_MS = 30 * 60_000; // who comes again later sees the first page
const ALL_TURNS = 200;

/** Told what happened; the element turns it into pixels and DOM events. */
export interface Listener {
  changed(): void;
  sent(message: Outgoing): void;
  answered(reply: Reply): void;
  heard(text: string): void; // by a person, or by the bot of its own accord
}

export class Conversation {
  rows: readonly Row[] = [];
  welcome: Welcome | null = null;
  isBack = false; // after a while: the log waits behind the first page
  refusedOrder: "startOver" | "erase" | "save" | "file" | null = null; // what did not work last
  isResetting = false;
  readonly desk: Desk;

  private readonly outbox: Outbox;
  private readonly troubles: Troubles;
  private session: Session | null;
  isRestored = false;
  private running: Promise<void> | null = null;
  private era = new AbortController(); // aborted when what is on its way no longer matters
  private noteCount = 0;

  constructor(
    private readonly api: ChatApi,
    private readonly store: Store,
    private readonly listener: Listener,
    private readonly commands: readonly QuickReply[],
  ) {
    this.outbox = new Outbox(store);
    this.troubles = new Troubles(() => void this.run(), () => listener.changed());
    this.desk = new Desk(api, {
      changed: () => listener.changed(),
      heard: (message) => this.hear(message),
      told: (turn) => this.beTold(turn),
      reminded: (text) => this.note("waiting", "", text),
    });
    this.session = store.session;
  }

  get pending(): readonly Outgoing[] {
    return this.outbox.all;
  }

  get trouble(): Trouble | null {
    return this.troubles.now;
  }

  get greeting(): Answer | null {
    return this.session?.greeting ?? null;
  }

  /** The row whose question may still be answered: nothing was said behind it. */
  get openId(): string | null {
    return this.pending.length || this.isBack ? null : openIn(this.rows);
  }

  get awaited(): Awaited | null {
    const row = this.rows.find(({ id }) => id === this.openId);
    return row?.kind === "bot" ? row.awaited : null;
  }

  /** In the middle of something that a page loaded again goes on with. */
  get isUnderWay(): boolean {
    return this.awaited !== null || this.desk.isOpen;
  }

  get isNew(): boolean {
    return !this.rows.length && !this.pending.length;
  }

  get isErased(): boolean {
    return this.session === null && this.rows.some((row) => isNote(row, "erased"));
  }

  get isBusy(): boolean {
    return (this.running !== null || this.isResetting) && this.trouble === null;
  }

  /** The customer is looking. A deleted conversation stays deleted until they write again. */
  start(): void {
    void this.greet();
    if (!this.isErased && this.trouble === null) void this.run();
  }

  /** The browser says the network is back: no need to wait for the timer. */
  reconnect(): void {
    if (this.trouble?.kind === "offline") void this.run();
  }

  /** Opens or restores the session if need be, then sends what waits. */
  run(): Promise<void> {
    this.troubles.hold();
    this.running ??= this.work().finally(() => {
      this.running = null;
      this.listener.changed();
    });
    this.listener.changed();
    return this.running;
  }

  send(text: string, label = text): boolean {
    if (this.isResetting) return false;
    this.refusedOrder = null;
    const isSecret = label === text && /\d/.test(text) && this.awaited?.is_secret === true;
    this.isBack = false;
    this.listener.sent(this.outbox.add(text, isSecret ? DOTS : label, isSecret));
    if (this.trouble === null || this.trouble.canRetry) void this.run();
    this.listener.changed();
    return true;
  }

  retry(): void {
    this.troubles.settle();
    void this.run();
  }

  /** Takes back a message that was not sent; the line behind it moves on. */
  discard(id: string): void {
    this.outbox.remove(id);
    this.retry();
  }

  goOn(): void {
    this.isBack = false;
    this.listener.changed();
  }

  /** All of it, as the service has it: masked. */
  async past(): Promise<Row[]> {
    const { session } = this;
    if (!session) return [];
    return this.rowsOf(await this.api.history(session, this.era.signal, ALL_TURNS));
  }

  refuse(order: Conversation["refusedOrder"]): void {
    this.refusedOrder = order;
    this.listener.changed();
  }

  typing(): void {
    if (this.session) this.desk.type(this.session);
  }

  /** The customer looks at the log: what the person said last is seen. */
  saw(): void {
    const last = this.rows.filter((row) => row.kind === "person").at(-1);
    if (this.session && last) this.desk.saw(this.session, last.id);
  }

  forget(id: string): void {
    this.rows = this.rows.filter((row) => row.id !== id);
    this.listener.changed();
  }

  /** Shown at once, and taken back when the service does not take it. */
  async rate(turnId: string, thumb: Thumb): Promise<void> {
    const { session } = this;
    const before = this.rows.find((row) => row.id === turnId);
    if (!session || before?.kind !== "bot") return;
    this.mark(turnId, thumb);
    try {
      await this.api.rate(session, turnId, thumb);
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      this.mark(turnId, before.thumb);
    }
  }

  /** A new session; the old one stays with the service. Messages not sent yet are dropped. */
  startOver(): Promise<void> {
    return this.reset("startOver", async () => {
      const session = await this.api.open(this.era.signal);
      this.abandon();
      await this.running; // ends at once: it was aborted
      this.clear();
      this.adopt(session);
    });
  }

  /** Deletes here and at the service. A turn under way is waited for, or it would be kept. */
  erase(): Promise<void> {
    return this.reset("erase", async () => {
      await this.running;
      if (this.session) await this.eraseStored(this.session);
      this.forgetAll();
    });
  }

  /** Deleted, here or in another tab: nothing is left, and nothing starts by itself. */
  forgetAll(): void {
    this.clear();
    this.store.session = this.session = null;
    this.note("erased");
    this.listener.changed();
  }

  /** Nothing that is still on its way will arrive here. */
  dispose(): void {
    this.abandon();
  }

  private async work(): Promise<void> {
    try {
      await this.exchange();
      this.troubles.settle();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.kind !== "cancelled") this.troubles.meet(error);
    }
  }

  private async exchange(): Promise<void> {
    for (let renewals = 0; ; renewals += 1) {
      try {
        await this.connect();
        return await this.drain();
      } catch (error) {
        if (renewals > 0 || !isFailure(error, "expired")) throw error;
        this.renew();
      }
    }
  }

  private async connect(): Promise<void> {
    if (this.session === null) {
      this.adopt(await this.api.open(this.era.signal));
    } else if (!this.isRestored) {
      this.restore(await this.api.history(this.session, this.era.signal));
    }
  }

  private async drain(): Promise<void> {
    for (let next = this.outbox.head; next && this.session; next = this.outbox.head) {
      if (this.isResetting) return;
      try {
        this.accept(next, await this.api.send(this.session, next, this.era.signal));
      } catch (error) {
        if (!isFailure(error, "unacceptable")) throw error;
        this.outbox.remove(next.id);
        this.append({ kind: "refused", id: next.id, text: next.text, at: next.at });
      }
    }
  }

  private adopt(session: Session): void {
    this.store.session = this.session = session;
    this.isRestored = true;
    this.rows = this.rows.filter((row) => !isNote(row, "erased"));
  }

  private restore(past: Past): void {
    const { turns, desk } = past;
    // what had arrived after all
    turns.forEach(({ message_id }) => message_id && this.outbox.remove(message_id));
    this.rows = this.rowsOf(past);
    this.isRestored = true;
    const isHeld = desk && desk.state !== "bot";
    const last = turns.at(-1);
    const isOld = last !== undefined && Date.now() - Date.parse(last.at) > BACK_AFTER_MS;
    this.isBack = isOld && !isHeld && !this.pending.length;
    if (isHeld) this.listen(desk.after);
  }

  private rowsOf(past: Past): Row[] {
    return pastRows(past, this.greeting?.quick_replies ?? [], this.commands);
  }

  /** The first page does without it. */
  private async greet(): Promise<void> {
    try {
      this.welcome = await this.api.welcome(this.era.signal);
      this.listener.changed();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
    }
  }

  private listen(after = 0): void {
    if (this.session) this.desk.listen(this.session, after);
  }

  private hear(message: PersonMessage): void {
    if (this.rows.some((row) => row.id === message.id)) return;
    this.append(personRow(message, this.desk.state?.name));
    this.listener.heard(message.text);
  }

  private beTold({ turn_id, at, bot }: Turn): void {
    if (this.rows.some((row) => row.id === turn_id)) return;
    this.rows = botRows(turn_id, at, bot).reduce(withTold, this.rows);
    this.listener.heard(bot.parts.map((part) => part.text ?? "").join("\n"));
  }

  private accept(message: Outgoing, reply: Reply): void {
    this.troubles.settle();
    this.outbox.remove(message.id);
    this.append({ kind: "user", id: message.id, text: message.label, at: message.at });
    const rows = botRows(reply.turn_id, reply.at, reply);
    rows.forEach((row) => this.append(row));
    if (reply.handoff) this.noteTicket(reply.handoff.ticket);
    if (reply.handoff && reply.handoff.state !== "withdrawn") this.listen();
    if (rows.length) this.listener.answered(reply);
    this.listener.changed();
  }

  /** The store keeps the old session until there is a new one: empty means deleted. */
  private renew(): void {
    this.session = null;
    if (this.rows.length) this.note("renewed");
  }

  private async reset(order: "startOver" | "erase", steps: () => Promise<void>): Promise<void> {
    if (this.isResetting) return;
    this.isResetting = true;
    this.refusedOrder = null;
    this.listener.changed();
    try {
      await steps();
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      if (error.kind !== "cancelled") this.refusedOrder = order;
    } finally {
      this.isResetting = false;
      this.listener.changed();
    }
    if (this.refusedOrder && this.outbox.head && !this.trouble) await this.run();
  }

  private async eraseStored(session: Session): Promise<void> {
    try {
      await this.api.erase(session);
    } catch (error) {
      if (!isFailure(error, "expired")) throw error; // an expired session has nothing left to delete
    }
  }

  private abandon(): void {
    this.troubles.hold();
    this.desk.leave();
    this.era.abort();
    this.era = new AbortController();
  }

  private clear(): void {
    this.abandon();
    this.outbox.clear();
    this.rows = [];
    this.isBack = false;
    this.troubles.settle();
  }

  private noteTicket(ticket: string): void {
    const isKnown = this.rows.some((row) => isNote(row, "handoff") && row.ticket === ticket);
    if (!isKnown) this.note("handoff", ticket);
  }

  private note(note: NoteName, ticket = "", text = ""): void {
    this.append({ kind: "note", id: `note-${(this.noteCount += 1)}`, note, ticket, text });
  }

  private mark(turnId: string, thumb: Thumb | null): void {
    this.rows = this.rows.map((row) =>
      row.kind === "bot" && row.id === turnId ? { ...row, thumb } : row,
    );
    this.listener.changed();
  }

  private append(row: Row): void {
    this.rows = [...this.rows, row];
  }
}
