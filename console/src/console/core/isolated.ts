/** Letters that are written from right to left, and marks that change the direction. */
const is_directed =
  /[\u0590-\u08FF\u200E\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** A name for a sentence that is a text: as <bdi> does where there are elements. */
export const isolated = (name: string): string =>
  is_directed.test(name) ? `\u2068${name}\u2069` : name;
