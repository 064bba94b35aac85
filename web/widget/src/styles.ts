/** How the widget looks. `--aicc-…` is for the host page (README), `--_…` is ours. */
import { css } from "lit";

const DARK = css`
  color-scheme: dark;
  --_surface: var(--aicc-surface, #16181d);
  --_raised: var(--aicc-raised, #24282f);
  --_text: var(--aicc-text, #eceef2);
  --_muted: var(--aicc-muted, #a2abb8);
  --_line: var(--aicc-line, #30353e);
  --_alert: #ff9a8f;
  --_good: #3ecf80;
  --_accent: var(--aicc-accent, #3565e8);
  --_accent-text: var(--aicc-accent-text, color-mix(in srgb, var(--_accent) 45%, white));
  --_accent-soft: color-mix(in srgb, var(--_accent) 20%, var(--_surface));
  --_shadow: 0 0 0 1px #ffffff14, 0 12px 48px #000000a6;
`;

const tokens = css`
  :host {
    color-scheme: light;
    --_surface: var(--aicc-surface, #ffffff);
    --_raised: var(--aicc-raised, #f2f4f7);
    --_text: var(--aicc-text, #191f28);
    --_muted: var(--aicc-muted, #5b6472);
    --_line: var(--aicc-line, #e4e8ee);
    --_alert: #c4281c;
    --_good: #12854a;
    --_accent: var(--aicc-accent, #2b5ce6);
    --_on-accent: var(--aicc-on-accent, #ffffff);
    --_accent-text: var(--aicc-accent-text, var(--_accent));
    --_accent-soft: color-mix(in srgb, var(--_accent) 8%, var(--_surface));
    --_shadow: 0 0 0 1px #0f172a0d, 0 4px 12px #0f172a14, 0 16px 48px #0f172a29;
    --_radius: var(--aicc-radius, 20px);
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) { ${DARK} }
  }
  :host([theme="dark"]) { ${DARK} }
`;

const frame = css`
  :host([hidden]), [hidden] { display: none !important; }
  :host([inline]) { display: block; height: 600px; }
  *, *::before { box-sizing: border-box; }
  button, textarea { font: inherit; letter-spacing: inherit; color: inherit; }
  button {
    margin: 0; padding: 0; border: 1px solid transparent; background: none; cursor: pointer;
    -webkit-tap-highlight-color: transparent; touch-action: manipulation;
  }
  :focus-visible { outline: 2px solid var(--_accent-text); outline-offset: 2px; }
  .hidden {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  .launcher, .panel {
    /* Here and not on the host element, where the page's own rules would win. */
    all: initial; box-sizing: border-box; color-scheme: inherit;
    font: 400 15px/1.55 var(--aicc-font, "Pretendard Variable", Pretendard, -apple-system,
      BlinkMacSystemFont, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR",
      "Malgun Gothic", sans-serif);
    letter-spacing: -0.01em;
    color: var(--_text);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
    position: fixed; z-index: var(--aicc-z-index, 2147483000);
    right: var(--aicc-offset-x, 24px); bottom: var(--aicc-offset-y, 24px);
  }
  .launcher {
    display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%;
    cursor: pointer; margin: 0 env(safe-area-inset-right) env(safe-area-inset-bottom) 0;
    background: var(--_accent); color: var(--_on-accent);
    box-shadow: 0 2px 6px #0f172a33, 0 8px 24px #0f172a33; transition: transform 0.16s ease-out;
  }
  .launcher:hover { transform: translateY(-2px); }
  .launcher:active { transform: scale(0.96); }
  .launcher svg { width: 30px; height: 30px; }
  .badge {
    position: absolute; top: -3px; right: -3px; min-width: 22px; padding: 0 6px;
    border: 2px solid #fff; border-radius: 11px; background: #c4281c; color: #fff;
    font-size: 12px; font-weight: 700; line-height: 18px; text-align: center;
  }
  .panel {
    display: flex; flex-direction: column; overflow: hidden;
    width: var(--aicc-width, 396px); height: min(var(--aicc-height, 680px), calc(100dvh - 48px));
    border-radius: var(--_radius); background: var(--_surface); box-shadow: var(--_shadow);
    animation: rise 0.2s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  :host([inline]) .panel {
    position: relative; inset: auto; width: 100%; height: 100%; animation: none; z-index: auto;
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  header {
    position: relative; display: flex; align-items: center; gap: 12px; flex: none;
    padding: 16px 12px 14px 18px; border-bottom: 1px solid var(--_line);
  }
  .face {
    position: relative; overflow: hidden; display: grid; place-items: center; flex: none; width: 34px; height: 34px;
    border-radius: 12px; background: var(--_accent-soft); color: var(--_accent-text);
  }
  .face svg { width: 20px; height: 20px; }
  .face img {
    position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; background: #fff;
  }
  header .face {
    width: 42px; height: 42px; border-radius: 14px;
    background: var(--_accent); color: var(--_on-accent);
  }
  header .face svg { width: 25px; height: 25px; }
  .titles { flex: 1; min-width: 0; }
  h2 {
    margin: 0; overflow: hidden; font-size: 16.5px; font-weight: 700; line-height: 1.35;
    letter-spacing: -0.02em; text-overflow: ellipsis; white-space: nowrap;
  }
  .subtitle { margin: 1px 0 0; font-size: 13px; line-height: 1.4; color: var(--_muted); }
  .waiting::before, .taken::before {
    content: ""; display: inline-block; width: 8px; height: 8px; margin-inline-end: 6px;
    border-radius: 50%; background: var(--_good);
  }
  .waiting::before { background: var(--_accent-text); animation: breathe 1.2s ease-in-out infinite; }
  .tool {
    display: grid; place-items: center; flex: none; width: 44px; height: 44px; border-radius: 12px;
    color: var(--_muted);
  }
  .tool:hover, .tool[aria-expanded="true"] { background: var(--_raised); color: var(--_text); }
  .tool svg { width: 22px; height: 22px; }
  .tools { display: flex; }
  .menu {
    position: absolute; z-index: 2; top: calc(100% - 8px); right: 12px; min-width: 190px;
    padding: 6px; border-radius: 14px; background: var(--_surface); box-shadow: var(--_shadow);
  }
  .menu button {
    display: flex; align-items: center; gap: 10px; width: 100%; min-height: 44px; padding: 9px 12px;
    border-radius: 9px; text-align: start; font-size: 14.5px;
  }
  .menu button:hover { background: var(--_raised); }
  .menu svg { width: 19px; height: 19px; color: var(--_muted); }
  .menu .erase, .menu .erase svg { color: var(--_alert); }
  .banner { flex: none; padding: 4px 18px; border-bottom: 1px solid var(--_line); background: var(--_raised); }
  .banner p { flex: 1; margin: 8px 0; }
  @media (max-width: 480px), (max-height: 480px) {
    :host(:not([inline])) .panel {
      inset: 0; width: 100%; height: 100vh; height: 100dvh; border-radius: 0;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left);
    }
    .launcher { right: var(--aicc-offset-x, 16px); bottom: var(--aicc-offset-y, 16px); }
  }
  @media (max-height: 480px) {
    header { padding-block: 4px; }
    header .face { width: 36px; height: 36px; }
    .subtitle { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .log { padding-block: 8px; }
    form { padding-block: 4px; }
  }
  @media (max-height: 480px) and (min-width: 560px) {
    /* there is more room beside the name than below the log */
    :host(:not([inline])) .commands { position: absolute; top: 4px; right: 110px; width: 290px; border: 0; }
    :host(:not([inline])) .titles { margin-inline-end: 300px; }
  }
`;

const log = css`
  .log {
    position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain;
    padding: 16px 16px 12px; scrollbar-width: thin; scrollbar-color: var(--_line) transparent;
  }
  .log:focus-visible { outline-offset: -3px; }
  .notice {
    display: flex; gap: 8px; margin: 0 0 18px; padding: 10px 14px; border-radius: 12px;
    background: var(--_accent-soft); font-size: 13px; line-height: 1.5; word-break: keep-all;
  }
  .notice svg { flex: none; width: 18px; height: 18px; margin-top: 1px; color: var(--_accent-text); }
  .row { margin-top: 18px; animation: appear 0.18s ease-out; }
  .row.user + .row.user { margin-top: 6px; }
  .row.bot { display: flex; gap: 10px; }
  .stack { flex: 1; min-width: 0; }
  .name { display: block; margin-bottom: 4px; font-size: 12.5px; line-height: 1.4; color: var(--_muted); }
  .line { display: flex; align-items: flex-end; gap: 7px; }
  .line + .line { margin-top: 6px; }
  .user .line { justify-content: flex-end; }
  .bubble {
    max-width: 92%; min-width: 0; padding: 9px 14px; border: 1px solid transparent;
    border-radius: 5px 18px 18px 18px; background: var(--_raised);
    overflow-wrap: anywhere; word-break: keep-all; white-space: pre-wrap;
  }
  .user .bubble {
    max-width: 80%; border-radius: 18px 5px 18px 18px; background: var(--_accent); color: var(--_on-accent);
  }
  .user + .user .bubble { border-top-right-radius: 18px; }
  .refused .bubble { background: var(--_raised); color: var(--_text); }
  .bubble a { color: var(--_accent-text); text-underline-offset: 3px; }
  .bubble ul, .bubble ol { margin: 0; padding-inline-start: 1.4em; white-space: normal; }
  .bubble.list { white-space: normal; }
  .picture { max-width: 92%; max-height: 260px; border-radius: 14px; background: var(--_raised); }
  .person .face { background: var(--_accent); color: var(--_on-accent); border-radius: 50%; }
  .person .bubble { background: var(--_accent-soft); border-color: var(--_line); }
  .summary {
    width: min(100%, 300px); padding: 12px 16px; border: 1px solid var(--_line); border-radius: 14px;
    background: var(--_surface); font-size: 14px;
  }
  .summary dl { margin: 6px 0 0; }
  .summary dl div { display: flex; justify-content: space-between; gap: 16px; padding: 3px 0; }
  .summary dt { flex: none; color: var(--_muted); }
  .summary dd { margin: 0; text-align: end; overflow-wrap: anywhere; word-break: keep-all; }
  .summary dl div:last-child:not(:only-child) {
    margin-top: 6px; padding-top: 9px; border-top: 1px dashed var(--_line); align-items: baseline;
  }
  .summary div:last-child dd { font-size: 16.5px; font-weight: 700; }
  .thumbs { display: flex; align-items: center; margin-top: 2px; font-size: 13px; color: var(--_muted); }
  .thumbs span { margin-inline-end: 4px; }
  .thumb {
    display: grid; place-items: center; width: 44px; height: 44px; border-radius: 12px;
    color: var(--_muted);
  }
  .thumb:hover { background: var(--_raised); color: var(--_text); }
  .thumb[aria-pressed="true"] { color: var(--_accent-text); background: var(--_accent-soft); }
  .thumb svg { width: 17px; height: 17px; }
  .thumb.down svg { transform: rotate(180deg); }
  .beside { flex: none; padding-bottom: 1px; font-size: 11.5px; line-height: 1.5; color: var(--_muted); }
  .beside:empty { display: none; }
  .note {
    display: flex; justify-content: center; margin: 22px 0 4px; font-size: 12.5px;
    color: var(--_muted); text-align: center; word-break: keep-all;
  }
  .note.handoff span {
    padding: 6px 14px; border-radius: 16px; background: var(--_accent-soft);
    color: var(--_text); font-weight: 600;
  }
  .trouble {
    display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center;
    gap: 4px 12px; margin-top: 6px; font-size: 13px; color: var(--_alert); word-break: keep-all;
  }
  .trouble button { min-height: 44px; padding: 3px 2px; font-weight: 600; color: var(--_accent-text); }
  .trouble button.quiet { color: var(--_muted); font-weight: 400; }
  .trouble button:hover { text-decoration: underline; text-underline-offset: 3px; }
  .chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 10px 0 4px; }
  .chips button {
    min-height: 44px; padding: 7px 16px; border-color: var(--_line); border-radius: 22px;
    background: var(--_surface); color: var(--_accent-text); font-size: 14px; font-weight: 600;
    line-height: 1.5; text-align: start; word-break: keep-all; transition: border-color 0.12s, background 0.12s;
  }
  .chips button:disabled, .cards button:disabled {
    border-color: transparent; background: var(--_raised); color: var(--_muted); cursor: default;
  }
  .row button[aria-pressed="true"]:disabled {
    border-color: var(--_accent-text); background: var(--_accent-soft); color: var(--_text);
  }
  .chips button[aria-pressed="true"]::before { content: "✓ "; }
  .chips button:hover:enabled { border-color: var(--_accent-text); background: var(--_accent-soft); }
  .cards { display: flex; flex: 1; min-width: 0; gap: 8px; padding: 2px 0 6px; overflow-x: auto; }
  .cards button {
    flex: 0 0 auto; display: flex; flex-direction: column; gap: 4px; max-width: 200px; padding: 12px 14px;
    border-color: var(--_line); border-radius: 14px; background: var(--_surface); text-align: start;
    line-height: 1.5; word-break: keep-all;
  }
  .cards button:hover:enabled { border-color: var(--_accent-text); background: var(--_accent-soft); }
  .cards span { color: var(--_muted); font-size: 13px; }
  .center { justify-content: center; }
  h3 { margin: 14px 0 0; font-size: 13.5px; font-weight: 700; line-height: 1.5; }
  .home { margin: 18px 0 0 44px; }
  .home button {
    display: flex; align-items: center; justify-content: space-between; gap: 8px; width: 100%;
    min-height: 46px; padding: 10px 2px; border-width: 1px 0 0; border-color: var(--_line);
    text-align: start; font-size: 14px; line-height: 1.5; word-break: keep-all;
  }
  .asked { margin-top: 6px; }
  .asked button:first-child { border-top: 0; }
  .asked svg { flex: none; width: 18px; height: 18px; color: var(--_muted); }
  .home button:hover { color: var(--_accent-text); }
  .home .go-on {
    display: block; margin-bottom: 14px; padding: 12px 16px; border: 1px solid var(--_accent-text);
    border-radius: 14px; background: var(--_accent-soft);
  }
  .go-on b { display: block; color: var(--_accent-text); }
  .go-on span {
    display: block; overflow: hidden; font-size: 13px; color: var(--_muted); text-overflow: ellipsis;
    white-space: nowrap;
  }
  .hours { display: flex; gap: 8px; margin: 0; font-size: 13.5px; word-break: keep-all; }
  .hours i {
    flex: none; width: 8px; height: 8px; margin-top: 7px; border-radius: 50%; background: var(--_muted);
  }
  .hours.now i { background: var(--_good); }
  .typing .bubble { display: flex; align-items: center; gap: 5px; height: 42px; padding: 0 16px; }
  .typing i {
    width: 7px; height: 7px; border-radius: 50%; background: var(--_muted);
    animation: breathe 1.2s ease-in-out infinite;
  }
  .typing i:nth-of-type(2) { animation-delay: 0.16s; }
  .typing i:nth-of-type(3) { animation-delay: 0.32s; }
`;

const composer = css`
  .commands { display: flex; flex: none; gap: 4px; padding: 0 10px; border-top: 1px solid var(--_line); }
  .commands button {
    flex: 1; min-width: 0; min-height: 44px; padding: 0 4px; border-radius: 10px;
    color: var(--_muted); font-size: 13.5px; font-weight: 600; line-height: 1.3; word-break: keep-all;
  }
  .commands button:hover { background: var(--_raised); color: var(--_text); }
  form { flex: none; padding: 4px 14px calc(14px + env(safe-area-inset-bottom)); }
  .field {
    display: flex; align-items: flex-end; gap: 6px; padding: 1px 1px 1px 16px;
    border: 1px solid var(--_line); border-radius: 24px; background: var(--_surface);
  }
  .field:focus-within { border-color: var(--_accent-text); box-shadow: 0 0 0 3px var(--_accent-soft); }
  textarea, textarea:focus-visible { outline: 0; }
  textarea {
    flex: 1; min-width: 0; max-height: 132px; margin: 0; padding: 10px 0; border: 0;
    resize: none; background: none; overflow-y: auto; scrollbar-width: thin;
    /* iOS zooms into fields with a smaller font */
    font-size: 16px; line-height: 24px;
  }
  .masked { -webkit-text-security: disc; letter-spacing: 0.12em; }
  textarea::placeholder { color: var(--_muted); opacity: 1; }
  .send {
    display: grid; place-items: center; flex: none; width: 44px; height: 44px;
    border-radius: 50%; background: var(--_accent); color: var(--_on-accent);
  }
  .send svg { width: 20px; height: 20px; }
  .send:disabled { background: var(--_raised); color: var(--_muted); cursor: default; }
  .count { margin: 6px 6px 0; font-size: 12.5px; color: var(--_muted); text-align: end; }
  .count.over { color: var(--_alert); }
  .alert { margin: 0 6px 8px; font-size: 13px; color: var(--_alert); word-break: keep-all; }
  .count:empty, .alert:empty { display: none; }
  .sheet {
    position: absolute; inset: 0; z-index: 3; display: grid; place-items: center; padding: 24px;
    background: #0b0f1a80; animation: appear 0.14s ease-out;
  }
  .sheet > div {
    width: 100%; max-width: 320px; padding: 22px; border-radius: 18px;
    background: var(--_surface); box-shadow: var(--_shadow);
  }
  .sheet h3 { margin: 0 0 6px; font-size: 17px; line-height: 1.4; letter-spacing: -0.02em; }
  .sheet p { margin: 0 0 18px; font-size: 14px; color: var(--_muted); word-break: keep-all; }
  .sheet .choice { display: flex; gap: 8px; }
  .sheet button {
    flex: 1; min-height: 44px; padding: 10px; border-radius: 12px; background: var(--_raised);
    font-weight: 600;
  }
  .sheet button.danger { background: #c4281c; color: #fff; }
`;

const motion = css`
  @keyframes rise { from { opacity: 0; transform: translateY(14px); } }
  @keyframes appear { from { opacity: 0; } }
  @keyframes breathe { 0%, 60%, 100% { opacity: 0.35; } 30% { opacity: 1; } }
  @media (prefers-reduced-motion: reduce) {
    *, *::before { animation: none !important; transition: none !important; }
  }
`;

export const styles = [tokens, frame, log, composer, motion];
