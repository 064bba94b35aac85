// Who is signed in. The token lives in this page alone; a cookie that no script reads brings the
// next one.
import { useSyncExternalStore } from "react";
import { type Asked, fetchJson, Trouble } from "../http/http";
import type { Person } from "../http/shapes";

const ROOT = "/api/console";
const EARLY_MS = 60_000;

interface SignIn {
  readonly token: string;
  readonly expires_at: string;
  readonly person: Person;
}

interface Held extends SignIn {
  readonly isRenewed: boolean; // a company's token is good until it ends, and then no more
}

export type SessionState =
  | { readonly kind: "looking" }
  | { readonly kind: "out"; readonly hasEnded: boolean }
  | { readonly kind: "in"; readonly person: Person };

let held: Held | null = null;
let state: SessionState = { kind: "looking" };
let renewing: Promise<void> | null = null;
const listeners = new Set<() => void>();

export function useSession(): SessionState {
  return useSyncExternalStore(
    (told) => {
      listeners.add(told);
      return () => listeners.delete(told);
    },
    () => state,
  );
}

/** With the cookie of an earlier page, if there is one. */
export async function lookForSession(): Promise<void> {
  try {
    await renew();
  } catch {
    become({ kind: "out", hasEnded: false });
  }
}

export async function signIn(body: { name: string; password: string }): Promise<void> {
  hold(await fetchJson<SignIn>(`${ROOT}/login`, { method: "POST", body }), true);
}

/** The admin key is changed for a token; a company's token is one already. */
export async function signInWithKey(key: string): Promise<void> {
  const person = personIn(key);
  if (person === null) {
    const body = { key };
    return hold(await fetchJson<SignIn>(`${ROOT}/login`, { method: "POST", body }), true);
  }
  const found = { token: key, expires_at: "9999-12-31T00:00:00Z", person };
  await fetchJson(`${ROOT}/desk`, { headers: headersOf(found) });
  hold(found, false);
}

export async function signOut(): Promise<void> {
  held = null;
  become({ kind: "out", hasEnded: false });
  await fetchJson(`${ROOT}/logout`, { method: "POST" }).catch(() => undefined);
}

/** Asks as who is signed in; once more with a new token where the old one is refused. */
export async function ask<T>(path: string, asked: Asked = {}): Promise<T> {
  if (held?.isRenewed && Date.parse(held.expires_at) - Date.now() < EARLY_MS) await renew();
  try {
    return await fetchJson<T>(path, { ...asked, headers: headersOf(held) });
  } catch (trouble) {
    if (!(trouble instanceof Trouble) || trouble.status !== 401) throw trouble;
    await renew();
    return fetchJson<T>(path, { ...asked, headers: headersOf(held) });
  }
}

/** One at a time, however many ask. */
function renew(): Promise<void> {
  renewing ??= fetchJson<SignIn>(`${ROOT}/refresh`, { method: "POST" })
    .then((found) => hold(found, true))
    .catch((trouble: unknown) => {
      if (trouble instanceof Trouble && trouble.status === 401 && state.kind === "in") {
        held = null;
        become({ kind: "out", hasEnded: true });
      }
      throw trouble;
    })
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

function hold(found: SignIn, isRenewed: boolean): void {
  const isSame = held?.person.id === found.person.id;
  held = { ...found, isRenewed };
  if (!isSame || state.kind !== "in") become({ kind: "in", person: found.person });
}

function become(next: SessionState): void {
  state = next;
  for (const told of listeners) told();
}

function headersOf(found: SignIn | null): Record<string, string> {
  if (found === null) return {};
  return {
    Authorization: `Bearer ${found.token}`,
    "X-Tenant-ID": found.person.tenant_id,
  };
}

/** Whom a company's token names, to show it; whether it is good, the service says. */
function personIn(token: string): Person | null {
  const [, claims, signature] = token.split(".");
  if (!claims || !signature) return null;
  try {
    const bytes = Uint8Array.from(
      atob(claims.replaceAll("-", "+").replaceAll("_", "/")),
      (each) => each.charCodeAt(0),
    );
    const found = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    return {
      id: String(found["user_id"] ?? ""),
      name: String(found["name"] ?? ""),
      roles: [found["roles"], found["role"]].flat().filter(Boolean).map(String),
      tenant_id: String(found["tenant_id"] ?? ""),
    };
  } catch {
    return null;
  }
}
