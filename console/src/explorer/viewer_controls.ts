type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** As if someone had typed or chosen it: the viewer listens to its own controls only. */
export function type_into(control: Control, value: string): void {
  const kind = Object.getPrototypeOf(control) as Control;
  Object.getOwnPropertyDescriptor(kind, "value")?.set?.call(control, value);
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.dispatchEvent(new Event("change", { bubbles: true }));
  // The viewer waits for a pause in typing, or for this.
  control.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
}
