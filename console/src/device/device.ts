// A page that is a terminal: any screen with a browser, from Chromium 68 on.
import { follow_system_theme } from "../shared/theme";
import { build_choices } from "./choices";
import { move_focus } from "./keys";
import { Terminal } from "./terminal";
import { keep_awake } from "./wake";

const main = document.querySelector("main");
if (main) {
  follow_system_theme();
  build_choices();
  document.addEventListener("keydown", (event) => {
    if (move_focus(event)) event.preventDefault();
  });
  keep_awake();
  void new Terminal(main).run();
}
