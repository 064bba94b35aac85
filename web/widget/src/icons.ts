/** The widget's few pictures, drawn in the colour of the text around them. */
import { svg, html, type TemplateResult } from "lit";

function icon(shape: TemplateResult): TemplateResult {
  return html`<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
    stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;
}

export const ICONS = {
  chat: icon(svg`<path d="M12 3.6c-4.9 0-8.8 3.3-8.8 7.5 0 2.4 1.3 4.5 3.3 5.9l-.5 3.1c-.1.4.3.7.7.5l3.4-1.8c.6.1 1.2.2 1.9.2 4.9 0 8.8-3.4 8.8-7.9S16.9 3.6 12 3.6Z" fill="currentColor" stroke="none"/>`),
  bot: icon(svg`<rect x="4.5" y="8" width="15" height="11" rx="4"/><path d="M12 8V4.6M9.4 13v1.2M14.6 13v1.2"/>`),
  person: icon(svg`<circle cx="12" cy="8.6" r="3.6"/><path d="M5.2 19.2c.8-3.4 3.5-5.2 6.8-5.2s6 1.8 6.8 5.2"/>`),
  more: icon(svg`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6"/>`),
  close: icon(svg`<path d="m6.5 6.5 11 11m0-11-11 11"/>`),
  send: icon(svg`<path d="M12 19V5.4M5.8 11.4 12 5.2l6.2 6.2" stroke-width="2.3"/>`),
  info: icon(svg`<circle cx="12" cy="12" r="8.4"/><path d="M12 11.2v4.6M12 8.2h.01" stroke-width="2.1"/>`),
  refresh: icon(svg`<path d="M19.2 12a7.2 7.2 0 1 1-2.2-5.2l2.2 2.1M19.2 4.6v4.3h-4.3"/>`),
  thumb: icon(svg`<path d="M7.5 10.6v8.6M4 10.6h3.5l3.3-6.4c1.4 0 2.3 1 2 2.4l-.6 3.2h5.3c1.2 0 2 1.1 1.7 2.2l-1.4 5.6c-.2 1-1 1.6-2 1.6H4Z"/>`),
  save: icon(svg`<path d="M12 4.5v10m0 0 4-4m-4 4-4-4M5 19h14"/>`),
  next: icon(svg`<path d="m9.5 6 6 6-6 6"/>`),
  seen: icon(svg`<path d="M3 12s3.2-6 9-6 9 6 9 6-3.2 6-9 6-9-6-9-6Z"/><circle cx="12" cy="12" r="2.6"/>`),
  unseen: icon(svg`<path d="M4 9.5c1.6 2.4 4.4 4 8 4s6.4-1.6 8-4M12 13.5V17M6.5 12.5 5 15M17.5 12.5 19 15"/>`),
  bin: icon(svg`<path d="M5 7h14M10 7V4.8h4V7M7 7l.8 12.2h8.4L17 7M10.4 10.8v5M13.6 10.8v5"/>`),
};
