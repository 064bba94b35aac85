/** Where the customer writes: a field that grows, and hides the figures of a secret. */
import { html, nothing, type TemplateResult } from "lit";
import type { Conversation } from "./conversation";
import { ICONS } from "./icons";
import { fill } from "./texts";
import type { Context } from "./views";

export const LIMIT = 2000;
const COUNT_FROM = 1800;

export interface ComposerState {
  draft: string;
  isBare: boolean; // a secret is shown as it is typed
  isAsking: boolean;
}

export interface ComposerActions {
  draft(): void;
  key(event: KeyboardEvent): void;
  submit(event: Event): void;
  toggleBare(): void;
}

export function composerView(
  conversation: Conversation | null,
  { draft, isBare, isAsking }: ComposerState,
  { texts }: Context,
  actions: ComposerActions,
): TemplateResult {
  const count = lengthOf(draft.normalize("NFC").trim());
  const isOver = count > LIMIT;
  const values = { count, limit: LIMIT };
  const counted = count > COUNT_FROM ? fill(isOver ? texts.tooLong : texts.count, values) : "";
  const refused = conversation?.refusedOrder;
  const awaited = conversation?.awaited;
  const isSecret = awaited?.is_secret ?? false;
  const unseen = awaited?.most ? fill(texts.digits, { most: awaited.most }) : texts.unseen;
  return html`<form .inert=${isAsking} @submit=${actions.submit}>
    <p class="alert" role="status">${refused ? texts.troubles[refused] : ""}</p>
    <div class="field">
      <textarea rows="1" aria-label=${texts.input} aria-describedby="count"
        class=${isSecret && !isBare && /\d/.test(draft) ? "masked" : ""}
        placeholder=${isSecret ? unseen : texts.placeholder}
        inputmode=${isSecret && !isBare ? "numeric" : "text"}
        autocomplete="off" enterkeyhint="send"
        @input=${actions.draft} @keydown=${actions.key}></textarea>
      ${isSecret
        ? html`<button type="button" class="tool" aria-label=${texts.bare} aria-pressed=${isBare}
            @click=${actions.toggleBare}>${isBare ? ICONS.seen : ICONS.unseen}</button>`
        : nothing}
      <button class="send" aria-label=${texts.send} ?disabled=${!count || isOver}>
        ${ICONS.send}
      </button>
    </div>
    <p id="count" class="count ${isOver ? "over" : ""}" role="status">${counted}</p>
  </form>`;
}

/** Characters as the service counts them, not UTF-16 units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
