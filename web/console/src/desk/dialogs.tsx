// The one window that is open over the room, if any.
import type { Ticket } from "../http/shapes";
import type { Dialog } from "./acts";
import { CloseDialog } from "./close-dialog";
import { Help } from "./help";
import { TransferDialog } from "./transfer-dialog";
import type { Act } from "./use-acts";

interface DialogsProps {
  readonly dialog: Dialog | null;
  readonly ticket: Ticket | undefined;
  readonly me: string;
  readonly act: Act;
  readonly done: () => void;
}

export function Dialogs({ dialog, ticket, me, act, done }: DialogsProps) {
  if (dialog === "help") return <Help cancel={done} />;
  if (dialog === null || !ticket) return null;
  const { number } = ticket;
  if (dialog === "close")
    return (
      <CloseDialog
        cancel={done}
        close={(result, note) => {
          act({ kind: "close", number, result, note });
          done();
        }}
      />
    );
  return (
    <TransferDialog
      ticket={ticket}
      me={me}
      cancel={done}
      transfer={(queue, to) => {
        act({ kind: "transfer", number, queue, to });
        done();
      }}
    />
  );
}
