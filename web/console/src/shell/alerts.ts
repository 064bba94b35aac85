// Telling somebody who looks elsewhere that a customer waits: title, notification, sound.
import { useEffect, useRef } from "react";
import { waitsNow } from "../desk/due";
import type { Ticket } from "../http/shapes";
import { say, useTexts } from "../texts/texts";
import { notifies, sounds } from "./settings";

export async function mayNotify(): Promise<boolean> {
  if (!("Notification" in window)) return false;
  return (await Notification.requestPermission()) === "granted";
}

/** `waiting` is undefined until the first list is there: what waits already is no news. */
export function useAlerts(waiting: readonly Ticket[] | undefined): void {
  useTexts();
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const count = waiting?.filter((each) => waitsNow(each, Date.now())).length ?? 0;
    document.title = `${count ? `(${count}) ` : ""}${say("app.desk")}`;
    if (!waiting) return;
    const fresh = waiting.find((each) => known.current && !known.current.has(each.number));
    known.current = new Set(waiting.map((each) => each.number));
    if (fresh) alertOf(fresh, count);
  });
}

function alertOf(ticket: Ticket, count: number): void {
  if (sounds.value) beep();
  if (!notifies.value || !("Notification" in window) || Notification.permission !== "granted") return;
  const shown = new Notification(say("alert.title", { count }), {
    body: say("alert.body", { wish: ticket.wish }),
    tag: "aicc-desk",
  });
  shown.onclick = () => {
    focus();
    shown.close();
  };
}

/** Two short tones; made here, so that no file is loaded. */
function beep(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.gain.value = 0.1;
  volume.connect(context.destination);
  for (const [at, hertz] of [
    [0, 660],
    [0.18, 880],
  ] as const) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(volume);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + 0.14);
  }
  setTimeout(() => void context.close(), 1000);
}
