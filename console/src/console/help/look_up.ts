import { useQuery } from "@tanstack/react-query";
import type { CodePage, Device, DevicePage, UserPage } from "../../generated/api";
import { call } from "../core/client";
import { devices_path } from "../core/devices";
import { codes_path, members_path, terminal_of_code, terminal_types } from "../core/terminals";

const shown_max = 5;

export interface LookedUp {
  /** Accounts of terminals. */
  readonly terminals: readonly string[];
  readonly devices: readonly Device[];
  readonly is_code_like: boolean;
}

/** As the server reads codes: blanks and dashes are no part of them. */
export const as_code = (text: string): string =>
  text.replace(/[\s\u2010-\u2015-]/g, "").toUpperCase();

const is_code_like = (text: string): boolean => /^[0-9A-Z]{8,16}$/.test(as_code(text));

async function look_up(text: string, signal: AbortSignal): Promise<LookedUp> {
  const code_like = is_code_like(text);
  const [codes, users, devices] = await Promise.all([
    code_like
      ? call<CodePage>("GET", codes_path, {
          query: { searchKey: as_code(text), limit: shown_max },
          signal,
        })
      : null,
    call<UserPage>("GET", members_path, {
      query: {
        searchKey: text,
        userType: terminal_types,
        containsUnActive: true,
        limit: shown_max,
      },
      signal,
    }),
    call<DevicePage>("GET", devices_path, { query: { searchKey: text, limit: shown_max }, signal }),
  ]);
  const accounts = new Set<string>();
  for (const code of codes?.data ?? []) {
    const user = await terminal_of_code(code);
    if (user) accounts.add(user.userAccount);
  }
  for (const { userAccount } of users.data) accounts.add(userAccount);
  return { terminals: [...accounts], devices: devices.data, is_code_like: code_like };
}

export function useLookedUp(text: string) {
  return useQuery({
    queryKey: ["help", text],
    queryFn: ({ signal }) => look_up(text, signal),
    enabled: text !== "",
  });
}
