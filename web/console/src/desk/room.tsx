// The desk: who waits on the left, the conversation in the middle, what is known on the right.
import { Alert, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Person } from "../http/shapes";
import { useAlerts } from "../shell/alerts";
import { go, usePlace } from "../shell/place";
import { useTexts } from "../texts/texts";
import type { Dialog } from "./acts";
import { Dialogs } from "./dialogs";
import { Facts } from "./facts";
import { focusField, moveInList, numberInFocus } from "./focus";
import { type Shortcut, useShortcuts } from "./keys";
import { LineBanner } from "./line-banner";
import { type ListName, Lists } from "./lists";
import { Nobody, type Pane, PaneChoice } from "./panes";
import { ticketFile, waitingList } from "./queries";
import { Talk } from "./talk";
import { useActs } from "./use-acts";
import { useLine } from "./use-line";

export default function DeskRoom({ me }: { me: Person }) {
  const say = useTexts();
  const [, number] = usePlace();
  const [shown, show] = useState<ListName>("waiting");
  const [pane, setPane] = useState<Pane>("talk");
  const [dialog, ask] = useState<Dialog | null>(null);
  const [trouble, tell] = useState<string | null>(null);
  const [isNote, setNote] = useState(false);
  const line = useLine();
  const { act, isActing } = useActs(tell);
  const waiting = useQuery(waitingList).data;
  const file = useQuery({ ...ticketFile(number ?? ""), enabled: Boolean(number) }).data;
  useAlerts(waiting);

  const isMine = file?.ticket.state === "taken" && file.ticket.held_by?.id === me.id;
  const open = (wanted: string) => {
    setPane("talk");
    setNote(false);
    tell(null);
    go(`/desk/${wanted}`);
  };
  const take = (wanted: string) => {
    if (wanted !== number) open(wanted);
    act({ kind: "take", number: wanted }, () => {
      show("mine");
      focusField();
    });
  };
  const giveBack = () => {
    if (number) act({ kind: "close", number, result: "solved", note: "" });
  };
  const shortcut = (pressed: Shortcut) => {
    switch (pressed) {
      case "down":
        return moveInList(1);
      case "up":
        return moveInList(-1);
      case "take": {
        const chosen = file?.ticket.state === "kept" ? number : waiting?.[0]?.number;
        const wanted = numberInFocus() ?? chosen;
        return wanted ? take(wanted) : undefined;
      }
      case "write":
        return focusField();
      case "note":
        setNote(true);
        return focusField();
      case "bot":
        return isMine ? giveBack() : undefined;
      case "close":
        return isMine ? ask("close") : undefined;
      case "transfer":
        return isMine || file?.ticket.state === "kept" ? ask("transfer") : undefined;
      case "help":
        return ask("help");
      default:
        return show(pressed);
    }
  };
  useShortcuts(shortcut);

  const narrow = (
    <Button className="only-narrow" size="xs" variant="default" onClick={() => go("/desk")}>
      {say("app.back")}
    </Button>
  );
  return (
    <>
      <LineBanner line={line} />
      {trouble && (
        <Alert
          color="red"
          radius={0}
          py={6}
          role="alert"
          withCloseButton
          closeButtonLabel={say("app.close")}
          onClose={() => tell(null)}
        >
          {trouble}
        </Alert>
      )}
      <div className="desk">
        <section aria-label={say("list.label")} data-shown={number ? undefined : ""}>
          <Lists me={me.id} shown={shown} show={show} open={open} number={number} />
        </section>
        <section aria-label={say("talk.log")} data-shown={number && pane === "talk" ? "" : undefined}>
          {number && <PaneChoice pane={pane} setPane={setPane} />}
          {number ? (
            <Talk
              key={number}
              number={number}
              me={me.id}
              line={line}
              isActing={isActing}
              take={take}
              giveBack={giveBack}
              act={act}
              ask={ask}
              narrow={narrow}
              isNote={isNote}
              setNote={setNote}
            />
          ) : (
            <Nobody />
          )}
        </section>
        <section
          aria-label={say("facts.label")}
          data-shown={number && pane === "facts" ? "" : undefined}
        >
          {number && <PaneChoice pane={pane} setPane={setPane} />}
          {number && <Facts number={number} me={me.id} open={open} />}
        </section>
      </div>
      <Dialogs
        dialog={dialog}
        ticket={file?.ticket}
        me={me.id}
        act={act}
        done={() => ask(null)}
      />
    </>
  );
}
