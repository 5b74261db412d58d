import { on_language, said, type Words } from "./language";

export type Child = Node | string | Words | null | undefined | false;
type Value = string | number | boolean | Words | null | undefined | ((event: Event) => void);

/** What of an element follows the language. */
interface Spoken {
  text?: Words;
  attributes: Record<string, Words>;
}

const spoken = new WeakMap<Element, Spoken>();
const mark = "data-spoken";

const is_words = (value: unknown): value is Words =>
  typeof value === "object" && value !== null && "en" in value && "zh" in value;

function spoken_of(element: Element): Spoken {
  const known = spoken.get(element);
  if (known) return known;
  const made: Spoken = { attributes: {} };
  spoken.set(element, made);
  element.setAttribute(mark, "");
  return made;
}

export function set_text(element: Element, text: Words | string): void {
  if (is_words(text)) {
    spoken_of(element).text = text;
    element.textContent = said(text);
  } else {
    const known = spoken.get(element);
    if (known) delete known.text;
    element.textContent = text;
  }
}

export function set_attribute(element: Element, name: string, value: Words | string): void {
  if (is_words(value)) spoken_of(element).attributes[name] = value;
  element.setAttribute(name, is_words(value) ? said(value) : value);
}

/**
 * An element: `h("button.primary", { onclick: go }, words("Go", "开始"))`. Attributes that are
 * functions are listeners, Words follow the language, false and null leave the attribute out.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  selector: Tag | `${Tag}.${string}`,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const [tag, ...classes] = selector.split(".");
  const element = document.createElement(tag as Tag);
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined)
      set_attribute(element, name, is_words(value) ? value : String(value));
  }
  put(element, ...children);
  return element;
}

/** Replaces what is in `parent`. */
export function put(parent: Element, ...children: Child[]): void {
  const nodes: Node[] = [];
  const wanted = children.filter(
    (child) => child !== null && child !== undefined && child !== false,
  );
  if (wanted.length === 1 && is_words(wanted[0]) && !parent.hasAttribute(mark)) {
    set_text(parent, wanted[0]);
    return;
  }
  for (const child of wanted) {
    if (child instanceof Node) nodes.push(child);
    else if (typeof child === "string") nodes.push(document.createTextNode(child));
    else {
      const span = document.createElement("span");
      set_text(span, child as Words);
      nodes.push(span);
    }
  }
  const known = spoken.get(parent);
  if (known) delete known.text;
  // Not replaceChildren: the browsers of televisions are old.
  parent.textContent = "";
  parent.append(...nodes);
}

/** Marks a button whose work is under way. It keeps the focus, so its work has to be guarded. */
export function set_busy(button: HTMLElement, is_busy: boolean): void {
  if (is_busy) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
}

/** Says everything in `part` in the language of now; what is not in the document is not kept up. */
export function say_again(part: ParentNode): void {
  for (const element of part.querySelectorAll(`[${mark}]`)) {
    const known = spoken.get(element);
    if (!known) continue;
    if (known.text) element.textContent = said(known.text);
    for (const [name, value] of Object.entries(known.attributes)) {
      element.setAttribute(name, said(value));
    }
  }
}

on_language(() => say_again(document));
