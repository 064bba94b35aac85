// Saying something to a customer: shown at once, said once however often it is tried, in order.
import { useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import { newId } from "../http/http";
import type { TicketFile } from "../http/shapes";
import { withMessage } from "./news";
import { addNote, fileKey, sayTo } from "./queries";

interface Said {
  readonly id: string;
  readonly text: string;
}

export interface Unsent extends Said {
  readonly hasFailed: boolean;
}

export interface Saying {
  readonly unsent: readonly Unsent[];
  readonly send: (text: string) => void;
  readonly again: (said: Said) => void;
  readonly note: (text: string) => Promise<unknown>;
}

export function useSaid(number: string): Saying {
  const queries = useQueryClient();
  const mutationKey = ["say", number];
  const saying = useMutation({
    mutationKey,
    mutationFn: ({ id, text }: Said) => sayTo(number, id, text),
    scope: { id: `say ${number}` },
    gcTime: Number.POSITIVE_INFINITY, // what could not be sent waits, also while another is open
    onSuccess: (message) =>
      queries.setQueryData<TicketFile>(
        fileKey(number),
        (file) => file && withMessage(file, message),
      ),
  });
  const noting = useMutation({
    mutationFn: (text: string) => addNote(number, text),
    onSuccess: (message) =>
      queries.setQueryData<TicketFile>(
        fileKey(number),
        (file) => file && withMessage(file, message),
      ),
  });
  const states = useMutationState({
    filters: { mutationKey },
    select: (each) => ({ said: each.state.variables as Said, status: each.state.status }),
  });
  const again = (said: Said) => {
    const cache = queries.getMutationCache();
    for (const each of cache.findAll({ mutationKey, status: "error" }))
      if ((each.state.variables as Said).id === said.id) cache.remove(each);
    saying.mutate(said);
  };
  return {
    unsent: states
      .filter((each) => each.status === "pending" || each.status === "error")
      .map((each) => ({ ...each.said, hasFailed: each.status === "error" })),
    send: (text) => saying.mutate({ id: newId(), text }),
    again,
    note: noting.mutateAsync,
  };
}
