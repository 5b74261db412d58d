// A page that a remote control operates: arrows move the focus, Enter presses what has it.

const back_keys = [461, 10009]; // LG webOS, Samsung Tizen.
const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Whether the key is "back" on a remote control. */
export const is_back = (event: KeyboardEvent): boolean =>
  back_keys.indexOf(event.keyCode) >= 0 || event.key === "GoBack" || event.key === "BrowserBack";

const middle = (box: DOMRect | ClientRect): [number, number] => [
  box.left + box.width / 2,
  box.top + box.height / 2,
];

/** How far `at` lies from the range. */
const outside = (at: number, from: number, to: number): number => Math.max(from - at, at - to, 0);

/** The button that lies next to `from` in that direction. */
function neighbour(from: Element, [x, y]: readonly [number, number]): HTMLElement | null {
  const [from_x, from_y] = middle(from.getBoundingClientRect());
  let nearest: HTMLElement | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const button of document.querySelectorAll<HTMLElement>("button")) {
    const box = button.getBoundingClientRect();
    const [to_x, to_y] = middle(box);
    const ahead = (to_x - from_x) * x + (to_y - from_y) * y;
    const aside = y ? outside(from_x, box.left, box.right) : outside(from_y, box.top, box.bottom);
    // What lies to the side counts double, so that rows and columns are kept.
    const length = ahead + 2 * aside;
    if (button === from || ahead < 1 || ahead < aside / 4 || length >= shortest) continue;
    nearest = button;
    shortest = length;
  }
  return nearest;
}

/** Moves the focus by an arrow key; false if the event is none. */
export function move_focus(event: KeyboardEvent): boolean {
  const direction = directions[event.key];
  if (!direction || event.altKey || event.ctrlKey || event.metaKey) return false;
  const from = document.activeElement;
  const buttons = document.querySelectorAll<HTMLElement>("button");
  const to = from && from.tagName === "BUTTON" ? neighbour(from, direction) : buttons[0];
  if (to) to.focus();
  return true;
}
