/** Defines `<aicc-chat>`; loading the script twice does no harm. */
import { AiccChat } from "./chat";

if (!customElements.get("aicc-chat")) customElements.define("aicc-chat", AiccChat);
