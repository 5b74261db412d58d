import type {
  ErrorEntry as Entry,
  ErrorCatalogue,
  TextInBothLanguages as Localised,
} from "../generated/api";
import type { Words } from "../shared/language";

/** One refusal as /errors.json describes it. Several may share a code. */
export type { Entry };

export interface Group {
  readonly code: string;
  readonly entries: readonly Entry[];
}

export const words_of = (text: Localised | undefined): Words => ({
  en: text?.["en-US"] ?? "",
  zh: text?.["zh-CN"] ?? "",
});

/** Throws if the catalogue cannot be had. */
export async function fetch_entries(): Promise<readonly Entry[]> {
  const reply = await fetch("/errors.json", { credentials: "omit" });
  if (!reply.ok) throw new Error(String(reply.status));
  const { errors } = (await reply.json()) as ErrorCatalogue;
  return errors;
}

/** In the order of the codes; entries of one code keep theirs. */
export function group_by_code(entries: readonly Entry[]): Group[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.code);
    if (group) group.push(entry);
    else groups.set(entry.code, [entry]);
  }
  return [...groups]
    .map(([code, group]) => ({ code, entries: group }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}

const searched = (entry: Entry): string =>
  [
    entry.code,
    String(entry.status),
    entry.reason,
    ...[entry.messages, entry.when, entry.remedy, entry.originNote].flatMap((text) =>
      text ? Object.values(text) : [],
    ),
    ...entry.operations,
  ]
    .join("\n")
    .toLowerCase();

/** Entries that have every word of `query`, in either language. */
export function matching(groups: readonly Group[], query: string, origin: string): Group[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return groups
    .map(({ code, entries }) => ({
      code,
      entries: entries.filter((entry) => {
        if (origin !== "all" && entry.origin !== origin) return false;
        const text = searched(entry);
        return wanted.every((word) => text.includes(word));
      }),
    }))
    .filter(({ entries }) => entries.length > 0);
}
