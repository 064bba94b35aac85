/** The first page: what is known before anything was said, and where a conversation goes on. */
import { html, nothing, type TemplateResult } from "lit";
import type { Welcome } from "./api";
import { ICONS } from "./icons";
import { fill } from "./texts";
import type { Context, RowActions } from "./views";

/** `before`: the last words of a conversation that can be gone on with. */
export function homeView(
  before: string,
  context: Context,
  actions: Pick<RowActions, "choose"> & { goOn(): void },
): TemplateResult {
  const { texts, welcome } = context;
  const questions = welcome?.questions ?? [];
  return html`<div class="home">
    ${before
      ? html`<button class="go-on" @click=${() => actions.goOn()}>
          <b>${texts.goOn}</b><span>${before}</span></button>`
      : nothing}
    ${welcome ? hoursView(welcome, context) : nothing}
    ${questions.length ? html`<h3 id="asked">${texts.asked}</h3>` : nothing}
    <div class="asked" role="group" aria-labelledby="asked">
      ${questions.map((words) => html`<button
        @click=${() => actions.choose({ label: words, value: words })}>${words}${ICONS.next}</button>`)}
    </div>
  </div>`;
}

function hoursView({ hours }: Welcome, context: Context): TemplateResult {
  const { texts } = context;
  const isOpen = hours?.is_open ?? true;
  const until = hours?.until ? new Date(hours.until) : null;
  const when = until ? fill(isOpen ? texts.until : texts.from, { time: timeIn(until, context) }) : "";
  return html`<p class="hours ${isOpen ? "now" : ""}"><i></i>
    <span>${isOpen ? texts.openNow : texts.closedNow}${when ? ` · ${when}` : ""}</span></p>`;
}

/** With its day, unless that is today. */
function timeIn(until: Date, { locale }: Context): string {
  const isToday = until.toDateString() === new Date().toDateString();
  const day: Intl.DateTimeFormatOptions = { month: "long", day: "numeric", weekday: "short" };
  const time: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale, { ...(isToday ? {} : day), ...time }).format(until);
}
