/** Letters that are written from right to left, and marks that change the direction. */
const is_letter = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const is_rare_letter = /[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const is_mark = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** A name for a sentence that is a text: as <bdi> does where there are elements. */
export const isolated = (name: string): string =>
  [is_letter, is_rare_letter, is_mark].some((each) => each.test(name))
    ? `\u2068${name}\u2069`
    : name;
