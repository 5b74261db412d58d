// Terminal accounts: smart TVs, IdeaHubs, SmartRooms. To the API they are users of certain kinds.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type {
  Code,
  DeviceType,
  NoticePage,
  TerminalRecordPage,
  TerminalState,
  User,
  UserDetail,
  UserPage,
} from "../../generated/api";
import { type Words, words } from "../../shared/language";
import { state_words } from "../../shared/terminal";
import { call } from "./client";
import type { PageOf } from "./paged";
import { usePresence } from "./presence";

export const terminal_types = [12, 13, 14] as const;
export const hard_terminal_type = 10;
export const members_path = "/v1/usg/dcs/corp/member";
export const codes_path = "/v1/usg/dcs/corp/vision/activecode";
export const notices_path = "/v1/roomkey/notices";

/** Terminals with what administrators note about them. */
export const records_path = "/v1/roomkey/terminals";
export const record_path = (account: string): string =>
  `${records_path}/${encodeURIComponent(account)}`;

/** Who looks at a code is on record: called before it is shown, which it is not if this fails. */
export function useRecordShownCode() {
  const client = useQueryClient();
  return async (account: string): Promise<void> => {
    await call("POST", `${record_path(account)}/code/shown`);
    void client.invalidateQueries({ queryKey: ["history", account] });
  };
}

export const member_path = (account: string): string =>
  `${members_path}/${encodeURIComponent(account)}`;

/** What a code is made for. */
export const device_types: Record<DeviceType, Words> = {
  "idea-hub": words("IdeaHub", "IdeaHub"),
  "huawei-vision": words("Smart TV", "智慧屏"),
  "smart-rooms": words("SmartRooms, full edition", "SmartRooms 完整版"),
  "welink-desktop(iwb)": words("SmartRooms, meeting edition", "SmartRooms 会议版"),
};

/** What the list is narrowed by. */
export const listed_states: Record<TerminalState, Words> = {
  issued: state_words.issued,
  expiring: words("Code expires within two days", "激活码两天内过期"),
  lapsed: state_words.lapsed,
  active: state_words.bound,
  gone: words("Bound, not seen for a week", "已绑定，一周未联系"),
  released: state_words.none,
  disabled: words("Disabled", "已停用"),
};

const look_again_ms = 4_000;
const look_again_soon_ms = 1_500;

export interface FoundTerminal {
  readonly detail: UserDetail;
  /** With code and expiry; null if the list did not have it. */
  readonly listed: User | null;
}

/** Asked again while a code waits: the device may come any moment. */
export function useTerminal(account: string) {
  const is_present = usePresence();
  return useQuery({
    queryKey: ["terminals", "one", account],
    queryFn: async ({ signal }): Promise<FoundTerminal> => {
      const [detail, page] = await Promise.all([
        call<UserDetail>("GET", member_path(account), { signal }),
        call<UserPage>("GET", members_path, {
          query: { account, userType: terminal_types, containsUnActive: true, limit: 1 },
          signal,
        }),
      ]);
      const listed = page.data.find(({ userAccount }) => userAccount === detail.userAccount);
      return { detail, listed: listed ?? null };
    },
    refetchInterval: ({ state }) =>
      is_present && state.data?.listed?.activeCode ? look_again_ms : false,
  });
}

/** The messages of one account, newest first; asked again while one is on its way. */
export function useMessagesOf(account: string) {
  const is_present = usePresence();
  return useQuery({
    queryKey: ["messages", "of", account],
    queryFn: ({ signal }) =>
      call<NoticePage>("GET", notices_path, { query: { account, limit: 20 }, signal }),
    refetchInterval: ({ state }) =>
      is_present &&
      state.data?.data.some(({ state: each }) => each === "queued" || each === "sending")
        ? look_again_soon_ms
        : false,
  });
}

interface FoundCode {
  readonly code: Code | null;
  readonly account: string | null;
}

/** The code just made, with the account behind it: the answer of a creation has only the code. */
export async function find_code(code: string): Promise<FoundCode> {
  const found = await call<PageOf<Code>>("GET", codes_path, {
    query: { searchKey: code, limit: 20 },
  });
  const made = found.data.find(({ activeCode }) => activeCode === code) ?? null;
  return { code: made, account: made ? await account_of_code(made) : null };
}

/** Whose code it is, which the list of codes does not say; null if it is no longer there. */
export async function account_of_code({ id }: Code): Promise<string | null> {
  const query = { codeId: id, limit: 1 };
  const { data } = await call<TerminalRecordPage>("GET", records_path, { query });
  return data[0]?.userAccount ?? null;
}
