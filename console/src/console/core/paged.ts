import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useQueryState } from "./address";
import { call, type QueryValue } from "./client";
import { usePresence } from "./presence";

/** The envelope of every list of the API. */
export interface PageOf<Row> {
  readonly offset: number;
  readonly limit: number;
  readonly count: number;
  readonly data: readonly Row[];
}

export const page_sizes = [20, 50, 100, 500] as const;
const size_default = page_sizes[0];

function whole_number(text: string | null, least: number, otherwise: number): number {
  const number = Number.parseInt(text ?? "", 10);
  return Number.isSafeInteger(number) && number >= least ? number : otherwise;
}

/** Which page of a list the address names. Anything that is no such page is the first one. */
export function usePageState() {
  const [query, change] = useQueryState();
  const wanted = whole_number(query.get("size"), 1, size_default);
  const size = page_sizes.find((offered) => offered === wanted) ?? size_default;
  const page = whole_number(query.get("page"), 1, 1);
  return {
    page,
    size,
    show_page: (next: number) => change({ page: next > 1 ? String(next) : null }),
    show_size: (next: number) =>
      change({ size: next === size_default ? null : String(next), page: null }),
  };
}

/**
 * The page of a list that the address names. `kind` is what changes make stale; `look_again` says
 * in how many milliseconds rows look otherwise by themselves.
 */
export function usePaged<Row>(
  kind: string,
  path: string,
  filters: Readonly<Record<string, QueryValue>>,
  look_again: (rows: readonly Row[]) => number | false = () => false,
) {
  const is_present = usePresence();
  const { page, size } = usePageState();
  const query = { ...filters, offset: (page - 1) * size, limit: size };
  return useQuery({
    queryKey: [kind, path, query],
    queryFn: ({ signal }) => call<PageOf<Row>>("GET", path, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => is_present && look_again(state.data?.data ?? []),
  });
}
