// Where the page stands: /console/desk/A-0001. Links can be sent to a colleague.
import { useSyncExternalStore } from "react";

const BASE = "/console";
const listeners = new Set<() => void>();

addEventListener("popstate", tell);

export function go(path: string): void {
  if (BASE + path === location.pathname) return;
  history.pushState(null, "", BASE + path);
  tell();
}

/** The parts behind /console: `["desk", "A-0001"]`. */
export function usePlace(): readonly string[] {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  return path.slice(BASE.length).split("/").filter(Boolean).map(decodeURIComponent);
}

function subscribe(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

function tell(): void {
  for (const told of listeners) told();
}
