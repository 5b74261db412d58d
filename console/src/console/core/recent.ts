// What happened lately. Whole hours, so that a count and the list behind it are of the same span.

const hour_ms = 3_600_000;
const hours_of_day = 24;

/** Of the overview. */
export const recent_days = 7;

/** When the last so many days began; null for no number of days, as the address may have it. */
export function days_ago(days: number | string | null): number | null {
  const count = Number(days);
  if (!(Number.isSafeInteger(count) && count > 0 && count < 10_000)) return null;
  return (Math.floor(Date.now() / hour_ms) - count * hours_of_day) * hour_ms;
}
