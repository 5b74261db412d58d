import { remember, remembered } from "./memory";

export type Theme = "system" | "light" | "dark";

export function chosen_theme(): Theme {
  const kept = remembered("theme");
  return kept === "light" || kept === "dark" ? kept : "system";
}

const dark_system = matchMedia("(prefers-color-scheme: dark)");

/** Style sheets look at data-theme alone. */
export function apply_theme(theme: Theme): void {
  const is_dark = theme === "dark" || (theme === "system" && dark_system.matches);
  document.documentElement.dataset["theme"] = is_dark ? "dark" : "light";
}

export function set_theme(theme: Theme): void {
  remember("theme", theme);
  apply_theme(theme);
}

export function follow_system_theme(): void {
  dark_system.addEventListener("change", () => apply_theme(chosen_theme()));
}
