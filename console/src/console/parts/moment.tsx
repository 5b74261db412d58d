import { distance_text, moment_text } from "../core/format";
import { useLanguage } from "../core/say";

/** A moment as a date and, on pointing at it, how far away it is. */
export function Moment({ at }: { at: number | null | undefined }) {
  useLanguage();
  if (at === null || at === undefined) return <span className="faint">–</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={distance_text(at)}>
      {moment_text(at)}
    </time>
  );
}

/** How far away it is first: for what somebody has to hurry for. */
export function Distance({ at }: { at: number }) {
  useLanguage();
  return (
    <time dateTime={new Date(at).toISOString()} title={moment_text(at)}>
      {distance_text(at)}
    </time>
  );
}
