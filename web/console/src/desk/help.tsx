// The shortcuts, as `?` shows them.
import { Kbd, Modal, Table } from "@mantine/core";
import { type TextKey, useTexts } from "../texts/texts";

const SHORTCUTS: readonly (readonly [string, TextKey])[] = [
  ["J K", "help.move"],
  ["Enter", "help.open"],
  ["T", "help.take"],
  ["W", "help.write"],
  ["/", "help.replies"],
  ["N", "help.note"],
  ["M", "help.transfer"],
  ["B", "help.bot"],
  ["C", "help.close"],
  ["1 2 3", "help.lists"],
  ["Esc", "help.leave"],
  ["?", "help.help"],
];

export function Help({ cancel }: { cancel: () => void }) {
  const say = useTexts();
  return (
    <Modal
      opened
      onClose={cancel}
      title={say("help.title")}
      closeButtonProps={{ "aria-label": say("app.close") }}
    >
      <Table>
        <Table.Tbody>
          {SHORTCUTS.map(([keys, does]) => (
            <Table.Tr key={does}>
              <Table.Th scope="row">
                {keys.split(" ").map((each) => (
                  <Kbd key={each} mr={4}>
                    {each}
                  </Kbd>
                ))}
              </Table.Th>
              <Table.Td>{say(does)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
