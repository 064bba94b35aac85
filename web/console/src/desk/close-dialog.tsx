// Ending a request: how it ended, and a note for whoever looks at it later.
import { Button, Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { OUTCOMES, type Outcome } from "../http/shapes";
import { useTexts, word } from "../texts/texts";

interface CloseDialogProps {
  readonly cancel: () => void;
  readonly close: (result: Outcome, note: string) => void;
}

export function CloseDialog({ cancel, close }: CloseDialogProps) {
  const say = useTexts();
  const [result, setResult] = useState<Outcome>("solved");
  const [note, setNote] = useState("");
  return (
    <Modal
      opened
      onClose={cancel}
      title={say("close.title")}
      closeButtonProps={{ "aria-label": say("app.close") }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          close(result, note);
        }}
      >
        <Stack>
          <Radio.Group
            label={say("close.result")}
            value={result}
            onChange={(value) => setResult(value as Outcome)}
          >
            <Stack gap="xs" mt="xs">
              {OUTCOMES.map((each) => (
                <Radio
                  key={each}
                  value={each}
                  label={word("result", each)}
                  data-autofocus={each === "solved" || undefined}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={say("close.note")}
            value={note}
            onChange={(change) => setNote(change.currentTarget.value)}
            maxLength={2000}
            autosize
            minRows={2}
          />
          <Button type="submit">{say("close.submit")}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
