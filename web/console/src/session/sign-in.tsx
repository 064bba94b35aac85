// The first page: name and password, or a key; and how the first account is made.
import {
  Alert,
  Button,
  Center,
  Code,
  Paper,
  PasswordInput,
  SegmentedControl,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { fetchJson } from "../http/http";
import { LanguageButton } from "../shell/language-button";
import { useTexts } from "../texts/texts";
import { signIn, signInWithKey } from "./session";

export const ABOUT = "console";

interface ConsoleState {
  readonly company: string;
  readonly has_accounts: boolean;
  readonly takes_key: boolean;
}

export function SignIn({ hasEnded }: { hasEnded: boolean }) {
  const say = useTexts();
  const [way, setWay] = useState("account");
  const about = useQuery({
    queryKey: [ABOUT],
    queryFn: () => fetchJson<ConsoleState>("/api/console"),
  });
  useEffect(() => {
    document.title = say("sign.title");
  });
  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper withBorder p="xl" radius="md" w={380}>
        <Stack>
          <div>
            <Text size="sm">{about.data?.company ?? "AICC"}</Text>
            <Title order={1} size="h3">
              {say("sign.title")}
            </Title>
          </div>
          {hasEnded && <Alert color="blue">{say("sign.ended")}</Alert>}
          {about.data?.has_accounts === false && (
            <Alert color="yellow" title={say("sign.first")}>
              <Text size="sm">{say("sign.first_hint")}</Text>
              <Code block>aicc admin create kim --role admin</Code>
            </Alert>
          )}
          <SegmentedControl
            value={way}
            onChange={setWay}
            data={[
              { value: "account", label: say("sign.with_account") },
              { value: "key", label: say("sign.with_key") },
            ]}
          />
          {way === "account" ? <AccountForm /> : <KeyForm />}
          <LanguageButton />
        </Stack>
      </Paper>
    </Center>
  );
}

function AccountForm() {
  const say = useTexts();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const going = useMutation({ mutationFn: signIn });
  return (
    <Form refused={going.error} isGoing={going.isPending} go={() => going.mutate({ name, password })}>
      <TextInput
        label={say("sign.name")}
        value={name}
        onChange={(change) => setName(change.currentTarget.value)}
        autoComplete="username"
        autoCapitalize="none"
        required
        autoFocus
      />
      <PasswordInput
        label={say("sign.password")}
        value={password}
        onChange={(change) => setPassword(change.currentTarget.value)}
        autoComplete="current-password"
        required
      />
    </Form>
  );
}

function KeyForm() {
  const say = useTexts();
  const [key, setKey] = useState("");
  const going = useMutation({ mutationFn: signInWithKey });
  return (
    <Form refused={going.error} isGoing={going.isPending} go={() => going.mutate(key.trim())}>
      <PasswordInput
        label={say("sign.key")}
        description={say("sign.key_hint")}
        value={key}
        onChange={(change) => setKey(change.currentTarget.value)}
        autoComplete="off"
        required
      />
    </Form>
  );
}

interface FormProps {
  readonly refused: Error | null;
  readonly isGoing: boolean;
  readonly go: () => void;
  readonly children: React.ReactNode;
}

function Form({ refused, isGoing, go, children }: FormProps) {
  const say = useTexts();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    go();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        {children}
        {refused && (
          <Alert color="red" role="alert">
            {refused.message}
          </Alert>
        )}
        <Button type="submit" loading={isGoing} fullWidth>
          {say("sign.submit")}
        </Button>
      </Stack>
    </form>
  );
}
