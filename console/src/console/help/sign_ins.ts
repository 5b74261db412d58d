// What the audit trail has of sign-ins that were refused lately.
import { useQuery } from "@tanstack/react-query";
import type { AuditRecord } from "../../generated/api";
import { audit_path } from "../audit/export";
import { call } from "../core/client";
import type { PageOf } from "../core/paged";
import { days_ago } from "../core/recent";

const shown_max = 5;
/** No lock lasts longer. */
const lock_max_ms = 3_600_000;

export interface RefusedSignIns {
  /** Newest first. */
  readonly records: readonly AuditRecord[];
  /** When the last lock of an address ends; null if none is known to last. */
  readonly locked_until: number | null;
  /** The last one was refused for a lock, of whatever. */
  readonly is_locked: boolean;
}

/** The record says for how long: "for 60 s, for this source". */
function end_of_lock({ detail, lastTime }: AuditRecord): number {
  const seconds = /^for (\d+) s, for this source$/.exec(detail)?.[1];
  return seconds ? lastTime + Number(seconds) * 1000 : 0;
}

/** Of the last day. For readers who may read the audit trail. */
export function useRefusedSignIns(account: string, isAsked: boolean) {
  return useQuery({
    queryKey: ["audit", "sign-ins", account],
    queryFn: async ({ signal }): Promise<RefusedSignIns> => {
      const newest = async (operation: string): Promise<readonly AuditRecord[]> => {
        const query = { account, operation, from: days_ago(1), limit: shown_max };
        const page = await call<PageOf<AuditRecord>>("GET", audit_path, { query, signal });
        return page.data;
      };
      const [locks, refusals, resets, settings] = await Promise.all([
        newest("account_locked"),
        newest("sign_in_refused"),
        newest("reset_pwd_by_admin"),
        newest("set_password"),
      ]);
      // A new password lifts locks; what is new since then is about that one.
      const lifting = [...resets, ...settings].filter(({ outcome }) => outcome === "ok");
      const lifted = Math.max(0, ...lifting.map(({ time }) => time));
      const is_since = ({ lastTime }: AuditRecord) => lastTime > lifted;
      const end = Math.max(0, ...locks.filter(is_since).map(end_of_lock));
      const records = [...locks, ...refusals].sort((one, other) => other.lastTime - one.lastTime);
      const last = refusals.filter(is_since).sort((one, other) => other.lastTime - one.lastTime)[0];
      const now = Date.now();
      const last_at = last?.outcome === "account_locked" ? last.lastTime : 0;
      const has_ended = end > last_at && end <= now;
      return {
        records: records.slice(0, shown_max),
        locked_until: end > now ? end : null,
        is_locked: last_at > now - lock_max_ms && !has_ended,
      };
    },
    enabled: isAsked,
  });
}
