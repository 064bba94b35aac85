/** The order of things in the log; keys keep a bubble's element when its message moves on. */
import { nothing, type TemplateResult } from "lit";
import type { Answer, Outgoing } from "./api";
import type { Conversation } from "./conversation";
import { shownParts } from "./parts";
import type { Row } from "./rows";
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
}

export function logLines(
  conversation: Conversation,
  context: views.Context,
  actions: LogActions,
): Line[] {
  const { greeting, rows, isBusy, desk } = conversation;
  return [
    ...(greeting ? [greetingLine(greeting, context, actions)] : []),
    ...rowLines(rows, desk.seenId, context, actions),
    ...pendingLines(conversation, context, actions),
    ...(isBusy && !desk.isTaken ? [{ key: "typing", view: views.typingView(context) }] : []),
    ...(desk.isTyping ? [{ key: "person", view: views.typingView(context, true) }] : []),
    ...closingLines(conversation, context, actions),
  ];
}

function greetingLine(greeting: Answer, context: views.Context, actions: LogActions): Line {
  const view = views.botView(shownParts(greeting), nothing, nothing, context, actions);
  return { key: "greeting", view };
}

function rowLines(
  rows: readonly Row[],
  seenId: string,
  context: views.Context,
  actions: LogActions,
): Line[] {
  let day = new Date().toDateString();
  return rows.flatMap((row) => {
    const lines: Line[] = [];
    if (row.kind !== "note" && new Date(row.at).toDateString() !== day) {
      day = new Date(row.at).toDateString();
      lines.push({ key: `day-${row.id}`, view: views.dayView(row.at, context) });
    }
    lines.push({ key: row.id, view: views.rowView(row, row.id === seenId, context, actions) });
    if (row.kind === "refused") {
      const view = views.refusedView(context, () => actions.edit(row));
      lines.push({ key: `refused-${row.id}`, view });
    }
    return lines;
  });
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
  if (trouble) {
    const discard = head ? () => actions.discard(head) : null;
    const view = views.troubleView(trouble, context, actions.retry, discard);
    lines.splice(1, 0, { key: "trouble", view });
  }
  return lines;
}

function closingLines(
  conversation: Conversation,
  context: views.Context,
  actions: LogActions,
): Line[] {
  if (conversation.isBusy || conversation.pending.length) return [];
  if (conversation.isErased) {
    return [{ key: "again", view: views.startOverView(context, actions.startOver) }];
  }
  const { quickReplies } = conversation;
  if (!quickReplies.length) return [];
  const view = views.quickRepliesView(quickReplies, context, actions.choose);
  return [{ key: `chips-${conversation.rows.at(-1)?.id}`, view }];
}
