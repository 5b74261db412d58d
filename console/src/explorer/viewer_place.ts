import { type_into } from "./viewer_controls";

/** What the reader did with one operation: opened it, and perhaps began to try it out. */
interface Opened {
  readonly is_tried: boolean;
  /** How many it has. */
  readonly parameters: number;
  /** What its controls hold, by what they are for. */
  readonly values: ReadonlyMap<string, string>;
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** How long the viewer is quiet once it has written what it is going to write. */
const quiet_ms = 400;
const nudges_max = 5;

const name_of = (operation: Element): string =>
  operation.id.slice(operation.id.lastIndexOf("-") + 1);

const selector_of_operation = (name: string): string => `.opblock[id$="-${CSS.escape(name)}"]`;

const find_operation = (place: Element, name: string): Element | null =>
  place.querySelector(selector_of_operation(name));

const press = (operation: Element, selector: string): void =>
  operation.querySelector<HTMLElement>(selector)?.click();

const is_tried = (operation: Element): boolean =>
  operation.querySelector(".try-out__btn.cancel") !== null;

const parameters_of = (operation: Element): number =>
  operation.querySelectorAll("tr[data-param-name]").length;

/** The viewer has written all of the operation; what the document refers to comes later. */
const is_written = (operation: Element, { parameters }: Opened): boolean =>
  operation.querySelector("tr.response") !== null && parameters_of(operation) >= parameters;

/** The controls of what is tried out, by parameter. */
function controls_of(operation: Element): Map<string, Control> {
  const controls = new Map<string, Control>();
  const all = operation.querySelectorAll<Control>(
    "tr[data-param-name] :is(input, textarea, select), textarea.body-param__text",
  );
  for (const control of all) {
    if (control instanceof HTMLSelectElement && control.multiple) continue;
    const row = control.closest("tr[data-param-name]");
    const name = row
      ? `${row.getAttribute("data-param-in")} ${row.getAttribute("data-param-name")}`
      : "body";
    if (!controls.has(name)) controls.set(name, control);
  }
  return controls;
}

function opened_in(place: Element): Map<string, Opened> {
  const opened = new Map<string, Opened>();
  for (const operation of place.querySelectorAll(".opblock.is-open")) {
    const held = is_tried(operation) ? [...controls_of(operation)] : [];
    const values = new Map(held.map(([name, { value }]) => [name, value]));
    const parameters = parameters_of(operation);
    opened.set(name_of(operation), { is_tried: is_tried(operation), parameters, values });
  }
  return opened;
}

/** What the reader sees first, and where. */
interface Anchor {
  readonly selector: string;
  readonly top: number;
}

/** Finds the same part in another language: an operation, a parameter or an answer of one. */
function selector_of(part: Element): string {
  const operation = part.closest(".opblock");
  const selector = operation ? selector_of_operation(name_of(operation)) : "";
  for (const name of ["data-param-name", "data-code"]) {
    const value = part.getAttribute(name);
    if (value !== null) return `${selector} tr[${name}="${CSS.escape(value)}"]`;
  }
  return selector;
}

function anchor_in(place: Element): Anchor | null {
  const edge = document.querySelector("header")?.getBoundingClientRect().bottom ?? 0;
  if (place.getBoundingClientRect().top > edge) return null;
  for (const part of place.querySelectorAll(".opblock, tr[data-param-name], tr[data-code]")) {
    const { top } = part.getBoundingClientRect();
    if (top >= edge) return { selector: selector_of(part), top };
  }
  return null;
}

/**
 * Where a reader is in the viewer, kept while another document takes its place: which operations
 * are open, what is typed into them, and what is visible. Responses are lost with the old viewer.
 */
export class ViewerPlace {
  /** Not yet as it was; from an exchange that is under way, or from before the next one. */
  private pending = new Map<string, Opened>();
  private anchor: Anchor | null = null;
  private timer = 0;
  private nudges = 0;
  private readonly observer = new MutationObserver(() => this.go_on());

  constructor(
    private readonly place: HTMLElement,
    /** Whether operations can be opened. */
    private readonly is_ready: () => boolean,
  ) {
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
    this.nudges = 0;
    this.observer.observe(this.place, { childList: true, subtree: true });
  }

  private let_go(): void {
    this.anchor = null;
  }

  private go_on(): void {
    // One after the other: the viewer loses some of what is opened at once.
    for (const [name, opened] of this.is_ready() ? this.pending : []) {
      const operation = find_operation(this.place, name);
      if (!operation || !this.restore(operation, opened)) break;
      this.pending.delete(name);
    }
    this.hold_anchor();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.when_quiet(), quiet_ms);
  }

  private when_quiet(): void {
    const [next] = this.pending;
    if (next === undefined) {
      this.end();
      return;
    }
    const [first, opened] = next;
    const operation = find_operation(this.place, first);
    if (this.nudges++ >= nudges_max) this.pending.delete(first);
    // Opened while it was busy with the document, it forgets to write the rest; opened again, not.
    else if (operation && !is_written(operation, opened))
      press(operation, ".opblock-summary-control");
    this.go_on();
  }

  /** One step further; whether the operation is as it was. */
  private restore(operation: Element, opened: Opened): boolean {
    if (!operation.classList.contains("is-open")) {
      press(operation, ".opblock-summary-control");
      return false;
    }
    if (!is_written(operation, opened)) return false;
    if (!opened.is_tried) return true;
    if (!is_tried(operation)) {
      press(operation, ".try-out__btn");
      return false;
    }
    const controls = controls_of(operation);
    const { values } = opened;
    if (![...values.keys()].every((name) => controls.has(name))) return false;
    for (const [name, value] of values) {
      const control = controls.get(name);
      if (control && control.value !== value) type_into(control, value);
    }
    return true;
  }

  private hold_anchor(): void {
    if (!this.anchor) return;
    const part = this.place.querySelector(this.anchor.selector);
    if (part) scrollBy(0, part.getBoundingClientRect().top - this.anchor.top);
  }

  private end(): void {
    this.observer.disconnect();
    this.place.style.minHeight = "";
    this.hold_anchor();
    this.anchor = null;
  }
}
