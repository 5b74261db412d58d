import { useQuery } from "@tanstack/react-query";
import type { Code, Job } from "../../generated/api";
import { type Words, words } from "../../shared/language";
import { place } from "../core/address";
import { call, type QueryValue } from "../core/client";
import type { PageOf } from "../core/paged";
import { usePresence } from "../core/presence";
import { codes_path, members_path, notices_path, terminal_types } from "../core/terminals";
import { jobs_path } from "../jobs/jobs";

/** Something that somebody has to look at. */
export interface Needed {
  readonly id: string;
  readonly tone: "bad" | "warn";
  readonly name: Words;
  /** What to do about it. */
  readonly cure: Words;
  readonly count: number;
  /** There may be more than were counted. */
  readonly is_partial?: boolean;
  readonly to: string;
}

const look_again_ms = 30_000;
const codes_read_max = 500;
const jobs_read_max = 100;
const soon_ms = 48 * 3_600_000;
const recent_ms = 7 * 24 * 3_600_000;

type Query = Readonly<Record<string, QueryValue>>;

/** How many there are; none of them is read. */
export async function count_of(path: string, query: Query, signal: AbortSignal): Promise<number> {
  const page = await call<PageOf<unknown>>("GET", path, { query: { ...query, limit: 1 }, signal });
  return page.count;
}

async function read_needed(signal: AbortSignal): Promise<readonly Needed[]> {
  const from = Date.now() - recent_ms;
  const [jobs, failed, rejected, unreached, codes, off_terminals, off_users] = await Promise.all([
    call<PageOf<Job>>("GET", jobs_path, {
      query: { state: "finished", limit: jobs_read_max },
      signal,
    }),
    count_of(notices_path, { state: "failed", from }, signal),
    count_of(notices_path, { report: "rejected", from }, signal),
    count_of(notices_path, { report: "failed", from }, signal),
    call<PageOf<Code>>("GET", codes_path, { query: { limit: codes_read_max }, signal }),
    count_of(members_path, { userType: terminal_types, status: 1, containsUnActive: true }, signal),
    count_of(members_path, { status: 1 }, signal),
  ]);
  const now = Date.now();
  const failed_jobs = jobs.data.filter((job) => job.failed > 0 && (job.endTime ?? 0) > from).length;
  const is_partial = codes.count > codes.data.length;
  const lapsed = codes.data.filter(({ expireDate }) => expireDate <= now).length;
  const soon = codes.data.filter(
    ({ expireDate }) => expireDate > now && expireDate <= now + soon_ms,
  ).length;
  return [
    {
      id: "failed",
      tone: "bad",
      name: words("Messages that failed in the last 7 days", "最近 7 天内发送失败的通知"),
      cure: words("See why, and send them again or reset", "查看原因，再次发送或重置"),
      count: failed,
      to: `${place("messages")}?state=failed`,
    },
    {
      id: "unreached",
      tone: "bad",
      name: words("Text messages that did not reach the phone", "未送达手机的短信"),
      cure: words("Check the number with the person", "请与接收人核对号码"),
      count: unreached,
      to: `${place("messages")}?report=failed`,
    },
    {
      id: "rejected",
      tone: "bad",
      name: words("Text messages that the SMS centre rejected", "被短信中心拒绝的短信"),
      cure: words("Ask the operator of the SMS gateway", "请联系短信网关运营方"),
      count: rejected,
      to: `${place("messages")}?report=rejected`,
    },
    {
      id: "jobs",
      tone: "bad",
      name: words("Jobs of the last 7 days with failed rows", "最近 7 天内有失败行的批量任务"),
      cure: words("See why, and run the failed rows again", "查看原因，重新执行失败的行"),
      count: failed_jobs,
      to: `${place("jobs")}?state=finished`,
    },
    {
      id: "lapsed",
      tone: "warn",
      name: words("Codes that expired unused", "过期未用的激活码"),
      cure: words("Reset those that are still needed", "仍需使用的请重置"),
      count: lapsed,
      is_partial,
      to: place("codes"),
    },
    {
      id: "soon",
      tone: "warn",
      name: words("Codes that expire within two days", "两天内过期的激活码"),
      cure: words("Remind whoever is to activate the device", "请提醒相关人员尽快激活设备"),
      count: soon,
      is_partial,
      to: place("codes"),
    },
    {
      id: "terminals",
      tone: "warn",
      name: words("Disabled terminals", "已停用的终端"),
      cure: words("Enable those that are in use", "使用中的请重新启用"),
      count: off_terminals,
      to: `${place("terminals")}?status=1`,
    },
    {
      id: "users",
      tone: "warn",
      name: words("Disabled users", "已停用的用户"),
      cure: words("Enable them or delete them", "请启用或删除"),
      count: off_users,
      to: `${place("users")}?status=1`,
    },
  ];
}

/** Worst first. */
export function useNeeded() {
  const is_present = usePresence();
  return useQuery({
    queryKey: ["overview", "needed"],
    queryFn: ({ signal }) => read_needed(signal),
    refetchInterval: is_present && look_again_ms,
  });
}
