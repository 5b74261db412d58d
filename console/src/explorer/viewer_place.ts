import { type_into } from "./viewer_controls";

/** What the reader did with one operation: opened it, and perhaps began to try it out. */
interface Opened {
  readonly is_tried: boolean;
  /** What its controls hold, by what they are for. */
  readonly values: ReadonlyMap<string, string>;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** How long the viewer is quiet once it has written everything. */
const quiet_ms = 500;

const name_of = (operation: Element): string =>
  operation.id.slice(operation.id.lastIndexOf("-") + 1);

const find_operation = (place: Element, name: string): Element | null =>
  place.querySelector(`.opblock[id$="-${CSS.escape(name)}"]`);

const is_tried = (operation: Element): boolean =>
  operation.querySelector(".try-out__btn.cancel") !== null;

/** The controls of what is tried out, by parameter; the body is the one without a name. */
function controls_of(operation: Element): Map<string, Control> {
  const controls = new Map<string, Control>();
  const all = operation.querySelectorAll<Control>(
    "tr[data-param-name] :is(input, textarea, select), textarea.body-param__text",
  );
  for (const control of all) {
    if (control instanceof HTMLSelectElement && control.multiple) continue;
    const row = control.closest("tr[data-param-name]");
    const name = `${row?.getAttribute("data-param-in")} ${row?.getAttribute("data-param-name")}`;
    if (!controls.has(name)) controls.set(name, control);
  }
  return controls;
}

function opened_in(place: Element): Map<string, Opened> {
  const opened = new Map<string, Opened>();
  for (const operation of place.querySelectorAll(".opblock.is-open")) {
    const held = is_tried(operation) ? [...controls_of(operation)] : [];
    const values = new Map(held.map(([name, { value }]) => [name, value]));
    opened.set(name_of(operation), { is_tried: is_tried(operation), values });
  }
  return opened;
}

/** The operation that the reader sees first, and where. */
interface Anchor {
  readonly name: string;
  readonly top: number;
}

function anchor_in(place: Element): Anchor | null {
  const header = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
  if (place.getBoundingClientRect().top > header) return null;
  for (const operation of place.querySelectorAll(".opblock")) {
    const { top, bottom } = operation.getBoundingClientRect();
    if (bottom > header) return { name: name_of(operation), top };
  }
  return null;
}

/**
 * Where a reader is in the viewer, kept while another document takes its place: which operations
 * are open, what is typed into them, and what is to be seen. Answers go with the old viewer.
 */
export class ViewerPlace {
  /** Not yet as it was; from an exchange that is under way, or from before the next one. */
  private pending = new Map<string, Opened>();
  private anchor: Anchor | null = null;
  private timer = 0;
  private readonly observer = new MutationObserver(() => this.go_on());

  constructor(private readonly place: HTMLElement) {
    // From here on the reader decides what is to be seen.
    for (const event of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      addEventListener(event, () => this.let_go(), { passive: true, capture: true });
    }
  }

  /** Right before the other document comes. */
  keep(): void {
    this.pending = new Map([...this.pending, ...opened_in(this.place)]);
    this.anchor = anchor_in(this.place);
    // Without a height the page would become shorter than what is above the reader.
    this.place.style.minHeight = `${this.place.offsetHeight}px`;
    this.observer.observe(this.place, { childList: true, subtree: true });
  }

  private let_go(): void {
    this.anchor = null;
  }

  private go_on(): void {
    // It writes all operations at once.
    const is_written = this.place.querySelector(".opblock") !== null;
    for (const [name, opened] of this.pending) {
      const operation = find_operation(this.place, name);
      const is_done = operation ? this.restore(operation, opened) : is_written;
      if (is_done) this.pending.delete(name);
    }
    this.hold_anchor();
    clearTimeout(this.timer);
    if (is_written && this.pending.size === 0) {
      this.timer = window.setTimeout(() => this.end(), quiet_ms);
    }
  }

  /** One step further; whether the operation is as it was. */
  private restore(operation: Element, { is_tried: was_tried, values }: Opened): boolean {
    const press = (selector: string) => operation.querySelector<HTMLElement>(selector)?.click();
    if (!operation.classList.contains("is-open")) {
      press(".opblock-summary-control");
      return !was_tried;
    }
    if (!was_tried) return true;
    if (!is_tried(operation)) {
      press(".try-out__btn");
      return false;
    }
    const controls = controls_of(operation);
    const is_complete = [...values.keys()].every((name) => controls.has(name));
    if (!is_complete) return false;
    for (const [name, value] of values) {
      const control = controls.get(name);
      if (control && control.value !== value) type_into(control, value);
    }
    return true;
  }

  private hold_anchor(): void {
    if (!this.anchor) return;
    const operation = find_operation(this.place, this.anchor.name);
    if (operation) scrollBy(0, operation.getBoundingClientRect().top - this.anchor.top);
  }

  private end(): void {
    this.observer.disconnect();
    this.place.style.minHeight = "";
    this.hold_anchor();
    this.anchor = null;
  }
}
