import { h, set_text } from "./dom";
import { type Words, words } from "./language";

const shown_ms = 1600;
const copied = words("Copied", "已复制");
const failed = words("Press Ctrl+C", "请按 Ctrl+C");

/** Shows the text selected, for anyone who has to copy by keys. It goes with the focus. */
function offer_selected(button: HTMLElement, label: Words, text: string): void {
  const field = h("textarea.to-copy", { readonly: "", rows: 3, "aria-label": label });
  field.value = text;
  field.addEventListener("blur", () => field.remove());
  button.after(field);
  field.select();
}

/** A button that copies what `text` gives when it is pressed. */
export function copy_button(label: Words, text: () => string | Promise<string>): HTMLButtonElement {
  const status = h("span.visually-hidden", { role: "status" });
  const face = h("span", {}, label);
  const button = h("button.quiet", { type: "button" }, face, status);
  button.addEventListener("click", async () => {
    let outcome = copied;
    const copy = await text();
    try {
      await navigator.clipboard.writeText(copy);
    } catch {
      outcome = failed;
      offer_selected(button, label, copy);
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
