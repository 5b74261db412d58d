// Days of the reader's calendar, as the address has them: "2026-11-30".

/** The first moment of the day that is `days_later`; null if there is none. */
export function day_start(day: string | null, days_later = 0): number | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "") ?? [];
  if (!year) return null;
  const ms = new Date(Number(year), Number(month) - 1, Number(date) + days_later).getTime();
  return ms >= 0 ? ms : null;
}

const two = (number: number): string => String(number).padStart(2, "0");

export function yesterday(): string {
  const day = new Date();
  day.setDate(day.getDate() - 1);
  return [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join("-");
}
