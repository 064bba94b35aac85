/** The order of things in the log; keys keep a bubble's element when its message moves on. */
import { html, nothing, type TemplateResult } from "lit";
import type { Outgoing, QuickReply } from "./api";
import type { Conversation } from "./conversation";
import { homeView } from "./home";
import { shownParts } from "./parts";
import { GREETING, type Row } from "./rows";
import { isAway } from "./trouble";
import * as views from "./views";

export interface Line {
  key: string;
  view: TemplateResult;
}

export interface LogActions extends views.RowActions {
  retry(): void;
  discard(message: Outgoing): void;
  edit(row: { id: string; text: string }): void;
  startOver(): void;
  goOn(): void;
}

export function logLines(
  conversation: Conversation,
  context: views.Context,
  actions: LogActions,
): Line[] {
  const { isBack, isNew, isErased, isBusy, desk } = conversation;
  const first = greetingLines(conversation, context, actions);
  if (isBack) return [...first, homeLine(conversation, context, actions)];
  return [
    ...first,
    ...(isNew && first.length ? [homeLine(conversation, context, actions)] : []),
    ...rowLines(conversation, context, actions),
    ...pendingLines(conversation, context, actions),
    ...(isBusy && !desk.isTaken ? [{ key: "typing", view: views.typingView(context) }] : []),
    ...(desk.isTyping ? [{ key: "person", view: views.typingView(context, true) }] : []),
    ...(isErased && !isBusy && !conversation.pending.length
      ? [{ key: "again", view: views.startOverView(context, actions.startOver) }]
      : []),
  ];
}

/** On the first page its buttons are all that can be done; later they are its own. */
function greetingLines(
  conversation: Conversation,
  context: views.Context,
  actions: LogActions,
): Line[] {
  const { greeting, isNew, isBack } = conversation;
  if (!greeting) return [];
  const { welcome, texts } = context;
  const isHome = isNew || isBack;
  const canDo = isHome ? welcome?.can_do : null;
  const options = isHome
    ? { isOpen: true, chosen: "" }
    : optionsAt(conversation, GREETING, -1);
  const view = views.botView(
    shownParts(greeting),
    {
      ...options,
      replies: canDo?.length ? canDo : greeting.quick_replies,
      heading: canDo?.length ? texts.canDo : "",
    },
    nothing,
    nothing,
    context,
    actions,
  );
  return [{ key: GREETING, view }];
}

function homeLine(
  { rows, isBack }: Conversation,
  context: views.Context,
  actions: LogActions,
): Line {
  const last = rows.filter((row) => row.kind === "bot").at(-1);
  const words = last?.parts.find((part) => part.text)?.text ?? "";
  return { key: "home", view: homeView(isBack ? words : "", context, actions) };
}

/** What became of the buttons of a row: the customer's next words are one of them or not. */
function optionsAt(
  { rows, pending, openId }: Conversation,
  id: string,
  at: number,
): Pick<views.Options, "isOpen" | "chosen"> {
  const next = rows.slice(at + 1).find((row) => row.kind === "user" || row.kind === "bot");
  const said = next ? (next.kind === "user" ? next.text : "") : pending[0]?.label;
  return { isOpen: id === openId, chosen: said ?? "" };
}

function rowLines(
  conversation: Conversation,
  context: views.Context,
  actions: LogActions,
): Line[] {
  let day = new Date().toDateString();
  return conversation.rows.flatMap((row, at) => {
    const lines: Line[] = [];
    if (row.kind !== "note" && new Date(row.at).toDateString() !== day) {
      day = new Date(row.at).toDateString();
      lines.push({ key: `day-${row.id}`, view: views.dayView(row.at, context) });
    }
    lines.push({ key: row.id, view: rowView(conversation, row, at, context, actions) });
    if (row.kind === "refused") {
      const view = views.refusedView(context, () => actions.edit(row));
      lines.push({ key: `refused-${row.id}`, view });
    }
    return lines;
  });
}

function rowView(
  conversation: Conversation,
  row: Row,
  at: number,
  context: views.Context,
  actions: LogActions,
): TemplateResult {
  switch (row.kind) {
    case "user": {
      const time = views.timeOf(row.at, context);
      const isSeen = row.id === conversation.desk.seenId;
      return views.userView(row.text, isSeen ? html`${context.texts.seen} ${time}` : time, context);
    }
    case "person":
      return views.personView(row, context);
    case "bot": {
      const replies: readonly QuickReply[] = row.replies;
      const options = { replies, ...optionsAt(conversation, row.id, at) };
      return views.botRowView(row, options, context, actions);
    }
    case "note":
      return views.noteView(row, context);
    case "refused":
      return views.userView(row.text, nothing, context, true);
  }
}

/** Trouble stands below the message that met it, or alone when nothing is on its way. */
function pendingLines(
  { pending, trouble }: Conversation,
  context: views.Context,
  actions: LogActions,
): Line[] {
  const [head] = pending;
  const lines = pending.map((message) => {
    const beside = message === head ? nothing : context.texts.queued;
    return { key: message.id, view: views.userView(message.label, beside, context) };
  });
  if (trouble && !isAway(trouble)) {
    const discard = head ? () => actions.discard(head) : null;
    const view = views.troubleView(trouble, context, actions.retry, discard);
    lines.splice(1, 0, { key: "trouble", view });
  }
  return lines;
}
