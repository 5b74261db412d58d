import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components";
import type { Device, DevicePage, User, UserPage } from "../../generated/api";
import { state_of } from "../../shared/terminal";
import { call } from "../core/client";
import { devices_path } from "../core/devices";
import { useSay } from "../core/say";
import { members_path, terminal_types } from "../core/terminals";
import { TextField } from "../parts/field";

const shown_max = 5;

/** A terminal of any kind that a screen can become. */
export interface Candidate {
  readonly account: string;
  readonly name: string;
  readonly is_bound: boolean;
  readonly is_hard: boolean;
}

const of_user = (user: User): Candidate => ({
  account: user.userAccount,
  name: user.name,
  is_bound: state_of(user) === "bound",
  is_hard: false,
});

/** Whether one is bound its list does not say; the server does. */
const of_device = ({ account, name }: Device): Candidate => ({
  account,
  name,
  is_bound: false,
  is_hard: true,
});

async function find_candidates(text: string, signal: AbortSignal): Promise<readonly Candidate[]> {
  const [users, devices] = await Promise.all([
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
  return [...users.data.map(of_user), ...devices.data.map(of_device)];
}

function useCandidates(text: string) {
  return useQuery({
    queryKey: ["terminals", "candidates", text],
    queryFn: ({ signal }) => find_candidates(text, signal),
    placeholderData: (before) => before,
  });
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (terminal: Candidate | null) => void;
  /** What is searched at first. */
  readonly text: string;
}

/** Finds a terminal by a part of its name or account. What is found stays on the page: a phone
 * scrolls, and what lies over a page that scrolls is closed. */
export function TerminalField({ label, value, onChange, text }: Props) {
  const say = useSay();
  const [typed, set_typed] = useState(text);
  const found = useCandidates(typed.trim());
  const items = (found.data ?? []).map((each) => ({ ...each, id: each.account }));
  // One that was named by its account need not be chosen again.
  useEffect(() => {
    const named = found.data?.find(({ account }) => account === text);
    if (named && typed === text) onChange(named);
  }, [found.data, text, typed, onChange]);
  return (
    <div>
      <TextField
        label={label}
        autoComplete="off"
        placeholder={say("A part of its name", "名称的一部分")}
        value={typed}
        onChange={(next) => {
          set_typed(next);
          onChange(null);
        }}
      />
      <ListBox
        className="list-box pair-list"
        aria-label={say("Terminals found", "找到的终端")}
        items={items}
        selectionMode="single"
        selectedKeys={value ? [value] : []}
        onSelectionChange={(keys) => {
          const chosen = items.find(({ id }) => keys === "all" || keys.has(id));
          onChange(chosen ?? null);
        }}
        renderEmptyState={() => (
          <p className="list-empty">{say("No terminal has this name.", "没有该名称的终端。")}</p>
        )}
      >
        {(item) => (
          <ListBoxItem id={item.id} textValue={item.name} className="list-item two">
            <span>{item.name}</span>
            <span className="faint">
              {item.account}
              {item.is_bound ? say(", bound to a device", "，已绑定设备") : null}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </div>
  );
}
