// Runs before the first paint: the reader's theme and language, so that nothing flashes.
import { choose_language, title_in } from "./language";
import { apply_theme, chosen_theme } from "./theme";

const language = choose_language();
document.documentElement.lang = language;
document.title = title_in(language);
apply_theme(chosen_theme());
