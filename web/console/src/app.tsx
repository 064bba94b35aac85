// What every page has: looks, the store of what was asked, who is signed in, and the room.
import { Center, createTheme, Loader, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, Suspense, useEffect } from "react";
import { Trouble } from "./http/http";
import { ABOUT, SignIn } from "./session/sign-in";
import { useSession } from "./session/session";
import { Broken } from "./shell/broken";
import { Frame } from "./shell/frame";
import { language, useTexts } from "./texts/texts";

const DeskRoom = lazy(() => import("./desk/room"));

const theme = createTheme({
  fontFamily:
    '"Pretendard", "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", system-ui, sans-serif',
  primaryShade: { light: 8, dark: 8 },
  respectReducedMotion: true,
  cursorType: "pointer",
});

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (tries, trouble) => tries < 2 && !(trouble instanceof Trouble && trouble.status < 500),
    },
  },
});

export function App() {
  const session = useSession();
  useTexts();
  useEffect(() => {
    document.documentElement.lang = language.value;
  });
  useEffect(() => {
    if (session.kind !== "out") return; // else nothing of customers is left for the next one
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ABOUT });
    queries.getMutationCache().clear();
  }, [session.kind]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Broken>
          {session.kind === "looking" && <Waiting />}
          {session.kind === "out" && <SignIn hasEnded={session.hasEnded} />}
          {session.kind === "in" && (
            <Frame person={session.person}>
              <Suspense fallback={<Waiting />}>
                <DeskRoom me={session.person} />
              </Suspense>
            </Frame>
          )}
        </Broken>
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Waiting() {
  const say = useTexts();
  return (
    <Center h="60vh" role="status">
      <Loader size="sm" mr="sm" /> {say("app.loading")}
    </Center>
  );
}
