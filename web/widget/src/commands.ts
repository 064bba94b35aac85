/** What can be said at any time, always in sight. The values are as the bot understands them. */
import type { QuickReply } from "./api";
import type { DeskState } from "./desk";
import type { Texts } from "./texts";

const VALUES = {
  home: "처음으로",
  stop: "그만하기",
  person: "상담원 연결",
  withdraw: "상담 요청 취소",
  back: "봇으로 돌아갈게요",
};

type Name = keyof typeof VALUES;

export function commandsFor(state: DeskState["state"] | undefined, texts: Texts): QuickReply[] {
  const last: Name = state === "waiting" ? "withdraw" : "person";
  const names: Name[] = state === "taken" ? ["back"] : ["home", "stop", last];
  return names.map((name) => command(name, texts));
}

export function allCommands(texts: Texts): QuickReply[] {
  return (Object.keys(VALUES) as Name[]).map((name) => command(name, texts));
}

function command(name: Name, texts: Texts): QuickReply {
  return { label: texts.commands[name], value: VALUES[name] };
}
