// What a person chose for this browser; nothing of customers, and no token, is kept here.
import { useSyncExternalStore } from "react";

const PREFIX = "aicc-console:";

export class Setting<T extends string | boolean> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly name: string,
    initial: T,
  ) {
    this.#value = read(PREFIX + name) ?? initial;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    write(PREFIX + this.name, value);
    for (const told of this.#listeners) told();
  }

  readonly subscribe = (told: () => void): (() => void) => {
    this.#listeners.add(told);
    return () => this.#listeners.delete(told);
  };
}

export function useSetting<T extends string | boolean>(setting: Setting<T>): [T, (to: T) => void] {
  const value = useSyncExternalStore(setting.subscribe, () => setting.value);
  return [value, (to) => setting.set(to)];
}

export const notifies = new Setting<boolean>("notify", false);
export const sounds = new Setting<boolean>("sound", false);
export const hasKeys = new Setting<boolean>("keys", true);

/** Storage may be closed, as in private windows: then a choice lasts as long as the page. */
function read<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
}
