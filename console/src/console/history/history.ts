// What was done to a terminal: the records that the audit trail has about its account.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { AuditRecord } from "../../generated/api";
import { call } from "../core/client";
import type { PageOf } from "../core/paged";
import { usePresence } from "../core/presence";
import { record_path } from "../core/terminals";

export const history_path = (account: string): string => `${record_path(account)}/history`;

const look_again_ms = 10_000;

/** The newest `limit` records; asked again, since devices and messages make some meanwhile. */
export function useHistory(account: string, limit: number) {
  const is_present = usePresence();
  return useQuery({
    queryKey: ["history", account, limit],
    queryFn: ({ signal }) =>
      call<PageOf<AuditRecord>>("GET", history_path(account), { query: { limit }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: is_present ? look_again_ms : false,
  });
}

const attempts_max = 5;
const of_attempts = ["activation_refused", "source_locked", "use_credential"] as const;

/** What devices tried in vain, newest first. */
export function useAttempts(account: string) {
  return useQuery({
    queryKey: ["history", account, "attempts"],
    queryFn: async ({ signal }) => {
      const pages = await Promise.all(
        of_attempts.map((operation) =>
          call<PageOf<AuditRecord>>("GET", history_path(account), {
            query: { operation, limit: attempts_max },
            signal,
          }),
        ),
      );
      return pages
        .flatMap(({ data }) => data)
        .sort((one, other) => other.lastTime - one.lastTime)
        .slice(0, attempts_max);
    },
  });
}

export const id_of = ({ time, requestId, operation, detail, outcome }: AuditRecord): string =>
  [time, requestId, operation, outcome, detail].join(" ");
