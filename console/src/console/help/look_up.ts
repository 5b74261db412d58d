import { useQuery } from "@tanstack/react-query";
import type {
  CodePage,
  Device,
  DevicePage,
  TerminalRecordPage,
  User,
  UserPage,
} from "../../generated/api";
import { call } from "../core/client";
import { devices_path } from "../core/devices";
import {
  account_of_code,
  codes_path,
  members_path,
  records_path,
  terminal_types,
} from "../core/terminals";

const shown_max = 5;
const person_type = 2;
/** The API takes no longer ones. */
const asset_length_max = 64;
const sn_length_max = 64;

export interface LookedUp {
  /** Accounts of terminals. */
  readonly terminals: readonly string[];
  readonly devices: readonly Device[];
  readonly people: readonly User[];
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
  const accounts = await Promise.all(data.map(account_of_code));
  return accounts.filter((account) => account !== null);
}

async function users_by(query: Record<string, string>, signal: AbortSignal) {
  const wanted = {
    ...query,
    userType: [person_type, ...terminal_types],
    containsUnActive: true,
    limit: shown_max,
  };
  return (await call<UserPage>("GET", members_path, { query: wanted, signal })).data;
}

/** First the one with this account, which may be a part of what many others have. */
async function users_by_text(text: string, signal: AbortSignal): Promise<readonly User[]> {
  const found = await Promise.all([
    users_by({ account: text }, signal),
    users_by({ searchKey: text }, signal),
  ]);
  return [...new Map(found.flat().map((user) => [user.userAccount, user])).values()];
}

/** Of devices that are bound; as it was typed, or in capitals, as makers print it. */
async function accounts_by_sn(text: string, signal: AbortSignal): Promise<string[]> {
  if (text.length > sn_length_max) return [];
  const pages = await Promise.all(
    [...new Set([text, text.toUpperCase()])].map((sn) =>
      call<TerminalRecordPage>("GET", records_path, { query: { sn, limit: shown_max }, signal }),
    ),
  );
  return pages.flatMap(({ data }) => data.map(({ userAccount }) => userAccount));
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
  const parts = await Promise.allSettled([
    code_like ? accounts_by_code(as_code(text), signal) : [],
    users_by_text(text, signal),
    accounts_by_sn(text, signal),
    accounts_by_asset(text, signal),
    devices_by_text(text, signal),
  ]);
  const [codes, users, numbers, assets, devices] = parts;
  const failed = parts.filter((part) => part.status === "rejected");
  // Nothing was asked for a code that is none.
  if (failed.length === parts.length - (code_like ? 0 : 1)) throw failed[0]?.reason;
  const is_person = ({ userType }: User) => userType === person_type;
  const named = found_in(users).filter((user) => !is_person(user));
  const accounts = [
    ...found_in(codes),
    ...found_in(numbers),
    ...named.map(({ userAccount }) => userAccount),
    ...found_in(assets),
  ];
  return {
    terminals: [...new Set(accounts)],
    devices: found_in(devices),
    people: found_in(users).filter(is_person),
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
