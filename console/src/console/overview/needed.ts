import { type QueryClient, useQuery } from "@tanstack/react-query";
import { type Words, words } from "../../shared/language";
import { audit_path } from "../audit/export";
import { place } from "../core/address";
import { call, type QueryValue } from "../core/client";
import { day_start, yesterday } from "../core/days";
import type { PageOf } from "../core/paged";
import { usePresence } from "../core/presence";
import { days_ago, recent_days } from "../core/recent";
import { useMay } from "../core/session";
import { members_path, notices_path, records_path } from "../core/terminals";
import { jobs_path } from "../jobs/jobs";

/** Something that somebody has to look at. */
export interface Needed {
  readonly id: string;
  readonly tone: "bad" | "warn";
  readonly name: Words;
  /** What to do about it. */
  readonly cure: Words;
  readonly count: number;
  /** The list of exactly these. */
  readonly to: string;
}

const look_again_ms = 30_000;
/** Of what changes by days, and takes a look at every device. */
const look_again_seldom_ms = 600_000;

type Query = Readonly<Record<string, QueryValue>>;

/** How many there are; none of them is read. */
export async function count_of(path: string, query: Query, signal: AbortSignal): Promise<number> {
  const page = await call<PageOf<unknown>>("GET", path, { query: { ...query, limit: 1 }, signal });
  return page.count;
}

const count_gone = (client: QueryClient): Promise<number> =>
  client.fetchQuery({
    queryKey: ["overview", "gone"],
    queryFn: ({ signal }) => count_of(records_path, { state: "gone" }, signal),
    staleTime: look_again_seldom_ms,
  });

/** What locked an account is in the audit trail: locks end by themselves, and have no list. */
const count_locks = (day: string, signal: AbortSignal): Promise<number> =>
  count_of(audit_path, { operation: "account_locked", from: day_start(day) }, signal);

async function read_needed(
  client: QueryClient,
  may_see_audit: boolean,
  signal: AbortSignal,
): Promise<readonly Needed[]> {
  const from = days_ago(recent_days);
  const day = yesterday();
  const [
    delayed,
    jobs,
    failed,
    rejected,
    unreached,
    locks,
    lapsed,
    expiring,
    gone,
    terminals,
    users,
  ] = await Promise.all([
    count_of(notices_path, { delayed: true }, signal),
    count_of(jobs_path, { state: "finished", failed: true, from }, signal),
    count_of(notices_path, { state: "failed", from }, signal),
    count_of(notices_path, { report: "rejected", from }, signal),
    count_of(notices_path, { report: "failed", from }, signal),
    may_see_audit ? count_locks(day, signal) : 0,
    count_of(records_path, { state: "lapsed" }, signal),
    count_of(records_path, { state: "expiring" }, signal),
    count_gone(client),
    count_of(records_path, { state: "disabled" }, signal),
    count_of(members_path, { status: 1 }, signal),
  ]);
  return [
    {
      id: "delayed",
      tone: "bad",
      name: words(
        "Messages that wait because they could not be sent",
        "发送未成功、仍在等待的通知",
      ),
      cure: words(
        "See why; a mail server or gateway that refuses all must be fixed by the operator",
        "查看原因；邮件服务器或短信网关拒绝全部通知时，请联系运维人员",
      ),
      count: delayed,
      to: `${place("messages")}?state=delayed`,
    },
    {
      id: "failed",
      tone: "bad",
      name: words("Messages of the last 7 days that failed", "最近 7 天内发送失败的通知"),
      cure: words("See why, and send them again or reset", "查看原因，再次发送或重置"),
      count: failed,
      to: `${place("messages")}?state=failed&days=${recent_days}`,
    },
    {
      id: "unreached",
      tone: "bad",
      name: words(
        "Text messages of the last 7 days that did not reach the phone",
        "最近 7 天内未送达手机的短信",
      ),
      cure: words("Check the number with the person", "请与接收人核对号码"),
      count: unreached,
      to: `${place("messages")}?report=failed&days=${recent_days}`,
    },
    {
      id: "rejected",
      tone: "bad",
      name: words(
        "Text messages of the last 7 days that the SMS centre rejected",
        "最近 7 天内被短信中心拒绝的短信",
      ),
      cure: words("Ask the operator of the SMS gateway", "请联系短信网关运营方"),
      count: rejected,
      to: `${place("messages")}?report=rejected&days=${recent_days}`,
    },
    {
      id: "jobs",
      tone: "bad",
      name: words("Jobs of the last 7 days with failed rows", "最近 7 天内有失败行的批量任务"),
      cure: words("See why, and run the failed rows again", "查看原因，重新执行失败的行"),
      count: jobs,
      to: `${place("jobs")}?state=finished&failed=true&days=${recent_days}`,
    },
    {
      id: "locks",
      tone: "warn",
      name: words(
        "Account lockouts since yesterday (wrong passwords)",
        "昨天以来因密码错误而锁定帐号的次数",
      ),
      cure: words(
        "See who was locked and from where: somebody forgot a password, or guesses",
        "请查看被锁定的帐号和来源：可能有人忘记密码，或在猜测密码",
      ),
      count: locks,
      to: `${place("audit")}?operation=account_locked&from=${day}`,
    },
    {
      id: "lapsed",
      tone: "warn",
      name: words("Codes that expired unused", "过期未用的激活码"),
      cure: words("Reset those that are still needed", "仍需使用的请重置"),
      count: lapsed,
      to: `${place("terminals")}?state=lapsed`,
    },
    {
      id: "expiring",
      tone: "warn",
      name: words("Codes that expire within two days", "两天内过期的激活码"),
      cure: words("Remind whoever is to activate the device", "请提醒相关人员尽快激活设备"),
      count: expiring,
      to: `${place("terminals")}?state=expiring`,
    },
    {
      id: "gone",
      tone: "warn",
      name: words("Devices that have not been seen for a week", "一周未联系的设备"),
      cure: words("See whether they still exist and are switched on", "请确认设备仍在使用且已开机"),
      count: gone,
      to: `${place("terminals")}?state=gone`,
    },
    {
      id: "terminals",
      tone: "warn",
      name: words("Disabled terminals", "已停用的终端"),
      cure: words("Enable those that are in use", "使用中的请重新启用"),
      count: terminals,
      to: `${place("terminals")}?state=disabled`,
    },
    {
      id: "users",
      tone: "warn",
      name: words("Disabled users", "已停用的用户"),
      cure: words("Enable them or delete them", "请启用或删除"),
      count: users,
      to: `${place("users")}?status=1`,
    },
  ];
}

/** Worst first. */
export function useNeeded() {
  const is_present = usePresence();
  const may_see_audit = useMay()("oversee");
  return useQuery({
    queryKey: ["overview", "needed", may_see_audit],
    queryFn: ({ client, signal }) => read_needed(client, may_see_audit, signal),
    refetchInterval: is_present && look_again_ms,
  });
}
