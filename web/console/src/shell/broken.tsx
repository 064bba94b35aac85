// The last net: an error while drawing shows what to do, never an empty page.
import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { say } from "../texts/texts";

export class Broken extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <Center h="80vh" role="alert">
        <Stack align="center" gap="xs">
          <Title order={1} size="h3">
            {say("app.broken")}
          </Title>
          <Text>{say("app.broken_hint")}</Text>
          <Button onClick={() => location.reload()}>{say("app.reload")}</Button>
        </Stack>
      </Center>
    );
  }
}
