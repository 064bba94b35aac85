// One clock for all waiting times: a tick a second, and words and colours for how long.
import { useSyncExternalStore } from "react";
import { say } from "../texts/texts";

const LONG_S = 180;
const TOO_LONG_S = 600;
let now = Date.now();
const listeners = new Set<() => void>();

setInterval(() => {
  now = Date.now();
  for (const told of listeners) told();
}, 1000);

export function useNow(): number {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    () => now,
  );
}

export function secondsSince(iso: string, at: number): number {
  return Math.max(0, Math.floor((at - Date.parse(iso)) / 1000));
}

export function lengthOf(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return say("time.seconds", { s: seconds });
  if (minutes < 60) return say("time.minutes", { m: minutes, s: seconds % 60 });
  return say("time.hours", { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** White can be read on each; Mantine's own orange is too light for it. */
export function colourOf(seconds: number): string {
  if (seconds >= TOO_LONG_S) return "red.9";
  return seconds >= LONG_S ? "#b34700" : "teal.9";
}
