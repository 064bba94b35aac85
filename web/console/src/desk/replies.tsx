// Canned replies under the field, as a list that the field's arrow keys walk through.
import { Text } from "@mantine/core";
import type { DeskRoom } from "../http/shapes";
import { useTexts } from "../texts/texts";

type Reply = DeskRoom["replies"][number];

/** Those whose name or words have what was typed behind the `/`. */
export function fitting(replies: readonly Reply[], typed: string): readonly Reply[] {
  const wanted = typed.trim().toLowerCase();
  return replies.filter(({ id, text }) => `${id} ${text.toLowerCase()}`.includes(wanted));
}

interface RepliesProps {
  readonly shown: readonly Reply[];
  readonly chosen: number;
  readonly pick: (reply: Reply) => void;
}

export function Replies({ shown, chosen, pick }: RepliesProps) {
  const say = useTexts();
  if (shown.length === 0)
    return (
      <Text size="sm" pb={6} role="status">
        {say("write.no_reply")}
      </Text>
    );
  return (
    <div id="replies" className="replies" role="listbox" aria-label={say("write.replies")}>
      {shown.map((each, place) => (
        <div
          key={each.id}
          id={`reply-${place}`}
          role="option"
          aria-selected={place === chosen}
          onMouseDown={(event) => {
            event.preventDefault(); // the field keeps the focus
            pick(each);
          }}
        >
          <Text size="xs" span fw={600}>
            /{each.id}
          </Text>{" "}
          <Text size="sm" span>
            {each.text}
          </Text>
        </div>
      ))}
    </div>
  );
}
