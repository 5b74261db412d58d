import { h, set_text } from "./dom";
import { type Words, words } from "./language";

const shown_ms = 1600;
const copied = words("Copied", "已复制");
const failed = words("Press Ctrl+C", "请按 Ctrl+C");

/** A button that copies what `text` gives when it is pressed. */
export function copy_button(label: Words, text: () => string | Promise<string>): HTMLButtonElement {
  const status = h("span.visually-hidden", { role: "status" });
  const face = h("span", {}, label);
  const button = h("button.quiet", { type: "button" }, face, status);
  button.addEventListener("click", async () => {
    let outcome = copied;
    try {
      await navigator.clipboard.writeText(await text());
    } catch {
      outcome = failed;
    }
    set_text(face, outcome);
    set_text(status, outcome);
    setTimeout(() => {
      set_text(face, label);
      set_text(status, "");
    }, shown_ms);
  });
  return button;
}
