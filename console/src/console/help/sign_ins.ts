// What the audit trail has of sign-ins that were refused lately.
import { useQuery } from "@tanstack/react-query";
import type { AuditRecord } from "../../generated/api";
import { call } from "../core/client";
import type { PageOf } from "../core/paged";
import { days_ago } from "../core/recent";

const audit_path = "/v1/roomkey/audit";
const of_sign_ins = ["account_locked", "sign_in_refused"];
const shown_max = 5;
const read_max = 100;

export interface RefusedSignIns {
  /** Newest first. */
  readonly records: readonly AuditRecord[];
  /** When the last lock of an address ends; null if none lasts. */
  readonly locked_until: number | null;
}

/** The record says for how long: "for 60 s, for this source". */
function end_of_lock({ operation, detail, lastTime }: AuditRecord): number {
  if (operation !== "account_locked") return 0;
  const seconds = /^for (\d+) s, for this source$/.exec(detail)?.[1];
  return seconds ? lastTime + Number(seconds) * 1000 : 0;
}

/** What is new since then is about the new password. */
const lifts_locks = ({ operation, outcome }: AuditRecord): boolean =>
  operation === "reset_pwd_by_admin" && outcome === "ok";

/** Of the last day. For readers who may read the audit trail. */
export function useRefusedSignIns(account: string, isAsked: boolean) {
  return useQuery({
    queryKey: ["audit", "sign-ins", account],
    queryFn: async ({ signal }): Promise<RefusedSignIns> => {
      const query = { account, from: days_ago(1), limit: read_max };
      const { data } = await call<PageOf<AuditRecord>>("GET", audit_path, { query, signal });
      const lifted = Math.max(0, ...data.filter(lifts_locks).map(({ time }) => time));
      const records = data
        .filter(({ operation }) => of_sign_ins.includes(operation))
        .sort((one, other) => other.lastTime - one.lastTime);
      const since = records.filter(({ lastTime }) => lastTime > lifted);
      const end = Math.max(0, ...since.map(end_of_lock));
      return {
        records: records.slice(0, shown_max),
        locked_until: end > Date.now() ? end : null,
      };
    },
    enabled: isAsked,
  });
}
