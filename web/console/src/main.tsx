import "@mantine/core/styles.css";
import "./page.css";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { lookForSession } from "./session/session";

void lookForSession();
createRoot(document.getElementById("root")!).render(<App />);
