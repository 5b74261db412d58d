import { useQuery } from "@tanstack/react-query";
import type {
  CodePage,
  Device,
  DevicePage,
  TerminalRecordPage,
  UserPage,
} from "../../generated/api";
import { call } from "../core/client";
import { devices_path } from "../core/devices";
import {
  codes_path,
  members_path,
  records_path,
  terminal_of_code,
  terminal_types,
} from "../core/terminals";

const shown_max = 5;
const asset_length_max = 64;

export interface LookedUp {
  /** Accounts of terminals. */
  readonly terminals: readonly string[];
  readonly devices: readonly Device[];
  readonly is_code_like: boolean;
  /** Why a part of the search failed, if one did; the others count all the same. */
  readonly error?: unknown;
}

/** As the server reads codes: blanks and dashes are no part of them. */
export const as_code = (text: string): string =>
  text.replace(/[\s\u2010-\u2015-]/g, "").toUpperCase();

const is_code_like = (text: string): boolean => /^[0-9A-Z]{8,16}$/.test(as_code(text));

/** Whose codes these are, of those that have `code` in them. */
async function accounts_by_code(code: string, signal: AbortSignal): Promise<string[]> {
  const query = { searchKey: code, limit: shown_max };
  const { data } = await call<CodePage>("GET", codes_path, { query, signal });
  const users = await Promise.all(data.map(terminal_of_code));
  return users.flatMap((user) => (user ? [user.userAccount] : []));
}

async function accounts_by_name(text: string, signal: AbortSignal): Promise<string[]> {
  const query = {
    searchKey: text,
    userType: terminal_types,
    containsUnActive: true,
    limit: shown_max,
  };
  const { data } = await call<UserPage>("GET", members_path, { query, signal });
  return data.map(({ userAccount }) => userAccount);
}

/** The help desk reads it from the sticker. */
async function accounts_by_asset(text: string, signal: AbortSignal): Promise<string[]> {
  if (text.length > asset_length_max) return [];
  const query = { assetNumber: text, limit: shown_max };
  const { data } = await call<TerminalRecordPage>("GET", records_path, { query, signal });
  return data.map(({ userAccount }) => userAccount);
}

async function devices_by_text(text: string, signal: AbortSignal): Promise<readonly Device[]> {
  const query = { searchKey: text, limit: shown_max };
  return (await call<DevicePage>("GET", devices_path, { query, signal })).data;
}

const found_in = <Item>(part: PromiseSettledResult<readonly Item[]>): readonly Item[] =>
  part.status === "fulfilled" ? part.value : [];

async function look_up(text: string, signal: AbortSignal): Promise<LookedUp> {
  const code_like = is_code_like(text);
  const by_name = accounts_by_name(text, signal);
  const [codes, names, assets, devices] = await Promise.allSettled([
    code_like ? accounts_by_code(as_code(text), signal) : by_name,
    by_name,
    accounts_by_asset(text, signal),
    devices_by_text(text, signal),
  ]);
  const failed = [codes, names, assets, devices].filter((part) => part.status === "rejected");
  if (failed.length === 4) throw failed[0]?.reason;
  return {
    terminals: [...new Set([...found_in(codes), ...found_in(names), ...found_in(assets)])],
    devices: found_in(devices),
    is_code_like: code_like,
    error: failed[0]?.reason,
  };
}

export function useLookedUp(text: string) {
  return useQuery({
    queryKey: ["help", text],
    queryFn: ({ signal }) => look_up(text, signal),
    enabled: text !== "",
  });
}
