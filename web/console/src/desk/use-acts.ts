// What a person does with a request; a refusal is told as a sentence, and the lists are read anew.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Outcome, Ticket, TicketFile } from "../http/shapes";
import { close, fileKey, release, reopen, take, TICKETS, transfer } from "./queries";

export type DeskAct =
  | { readonly kind: "take" | "release" | "reopen"; readonly number: string }
  | {
      readonly kind: "close";
      readonly number: string;
      readonly result: Outcome;
      readonly note: string;
    }
  | {
      readonly kind: "transfer";
      readonly number: string;
      readonly queue: string;
      readonly to: string;
    };

export type Act = (act: DeskAct, then?: () => void) => void;

export function useActs(tell: (sentence: string | null) => void): { act: Act; isActing: boolean } {
  const queries = useQueryClient();
  const acting = useMutation({
    mutationFn: done,
    onMutate: () => tell(null),
    onSuccess: (ticket) =>
      queries.setQueryData<TicketFile>(
        fileKey(ticket.number),
        (file) => file && { ...file, ticket },
      ),
    onError: (trouble) => tell(trouble.message),
    onSettled: (_ticket, _trouble, act) => {
      void queries.invalidateQueries({ queryKey: TICKETS });
      void queries.invalidateQueries({ queryKey: fileKey(act.number) });
    },
  });
  const act: Act = (wanted, then) =>
    acting.mutate(wanted, then ? { onSuccess: () => then() } : {});
  return { act, isActing: acting.isPending };
}

function done(act: DeskAct): Promise<Ticket> {
  switch (act.kind) {
    case "take":
      return take(act.number);
    case "release":
      return release(act.number);
    case "reopen":
      return reopen(act.number);
    case "close":
      return close(act.number, act.result, act.note);
    case "transfer":
      return transfer(act.number, act.queue, act.to);
  }
}
