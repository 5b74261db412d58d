import { type_into } from "./viewer_controls";

/** What a control of the viewer is filled with; null: it keeps what it has. */
export interface Source {
  readonly selector: string;
  value(): string | null;
}

/** Fills what is to be tried out with what the steps above know. What the reader typed stays. */
export class Prefill {
  private readonly left_with = new WeakMap<Element, string>();

  constructor(
    private readonly place: HTMLElement,
    private readonly sources: readonly Source[],
  ) {
    const observer = new MutationObserver(() => this.fill(false));
    observer.observe(place, { childList: true, subtree: true });
  }

  /** What a source gives has changed. */
  refill(): void {
    this.fill(true);
  }

  private fill(is_news: boolean): void {
    for (const { selector, value } of this.sources) {
      const controls = this.place.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        selector,
      );
      for (const control of controls) {
        if (control.disabled || control.readOnly) continue;
        const left_with = this.left_with.get(control);
        if (left_with !== undefined && !(is_news && control.value === left_with)) continue;
        const wanted = value();
        this.left_with.set(control, wanted ?? control.value);
        if (wanted !== null && wanted !== control.value) type_into(control, wanted);
      }
    }
  }
}
