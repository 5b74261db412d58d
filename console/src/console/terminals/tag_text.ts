/** The tags that a text lists, separated by commas or semicolons of either width. */
export const tags_of = (text: string): string[] =>
  text
    .split(/[,;，；、]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
