import { useQuery } from "@tanstack/react-query";
import type { Trend, TrendDay } from "../../generated/api";
import { call } from "../core/client";
import { sum_text } from "../core/count";
import { useLanguage, useSay } from "../core/say";
import { Card } from "../parts/page";
import { Loaded } from "../parts/state";

/** In units of the drawing; a day is a pair of bars. */
const day_width = 10;
const bar_width = 4;
const height = 60;
/** The middle of a day of the enterprise has its date in most other time zones as well. */
const half_day_ms = 43_200_000;
/** What the devices and the administrators did, day by day. */
export function TrendCard() {
  const say = useSay();
  const query = useQuery({
    queryKey: ["overview", "trend"],
    queryFn: ({ signal }) => call<Trend>("GET", "/v1/roomkey/trend", { signal }),
  });
  return (
    <Card title={say("Last 30 days", "近 30 天")}>
      <Loaded query={query}>{({ days }) => <Days days={days} />}</Loaded>
    </Card>
  );
}

function Days({ days }: { days: readonly TrendDay[] }) {
  const say = useSay();
  const activations = sum_text(days.map((day) => day.activations));
  const resets = sum_text(days.map((day) => day.resets));
  return (
    <>
      <p className="trend-legend">
        <span className="trend-key activations">
          {say(`Activations: ${activations}`, `激活 ${activations} 次`)}
        </span>
        <span className="trend-key resets">{say(`Resets: ${resets}`, `重置 ${resets} 次`)}</span>
      </p>
      <Chart days={days} />
      <Ends days={days} />
      <details className="trend-table">
        <summary>{say("As a table", "以表格查看")}</summary>
        <DayTable days={days} />
      </details>
    </>
  );
}

/** The table below says the same, so nobody has to read this. */
function Chart({ days }: { days: readonly TrendDay[] }) {
  const most = Math.max(1, ...days.flatMap(({ activations, resets }) => [activations, resets]));
  const bar = (count: number, left: number, kind: string) => {
    const size = (count / most) * height;
    return <rect className={kind} x={left} y={height - size} width={bar_width} height={size} />;
  };
  return (
    <svg
      className="trend"
      viewBox={`0 0 ${days.length * day_width} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {days.map(({ startTime, activations, resets }, at) => (
        <g key={startTime}>
          {bar(activations, at * day_width + 1, "activations")}
          {bar(resets, at * day_width + 1 + bar_width, "resets")}
        </g>
      ))}
    </svg>
  );
}

/** What the first and the last pair of bars stand for. */
function Ends({ days }: { days: readonly TrendDay[] }) {
  const format = new Intl.DateTimeFormat(useLanguage(), { month: "short", day: "numeric" });
  const text = (day: TrendDay | undefined) =>
    day ? format.format(day.startTime + half_day_ms) : "";
  return (
    <p className="trend-ends hint" aria-hidden="true">
      <span>{text(days[0])}</span>
      <span>{text(days[days.length - 1])}</span>
    </p>
  );
}

function DayTable({ days }: { days: readonly TrendDay[] }) {
  const say = useSay();
  const format = new Intl.DateTimeFormat(useLanguage(), { dateStyle: "medium" });
  return (
    <table
      className="table"
      aria-label={say("Activations and resets by day", "逐日激活与重置次数")}
    >
      <thead>
        <tr>
          <th scope="col">{say("Day", "日期")}</th>
          <th scope="col" className="number">
            {say("Activations", "激活")}
          </th>
          <th scope="col" className="number">
            {say("Resets", "重置")}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map(({ startTime, activations, resets }) => (
          <tr key={startTime}>
            <td data-fixed data-column={say("Day", "日期")}>
              {format.format(startTime + half_day_ms)}
            </td>
            <td className="number" data-column={say("Activations", "激活")}>
              {sum_text([activations])}
            </td>
            <td className="number" data-column={say("Resets", "重置")}>
              {sum_text([resets])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
