import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { UserPage } from "../../generated/api";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { members_path } from "../core/terminals";

const offered_max = 20;

interface ChosenUser {
  readonly account: string;
  readonly name: string;
}

/** Finds a user who is no administrator by a part of the name or account. */
export function UserField({ onChoose }: { onChoose: (user: ChosenUser | null) => void }) {
  const say = useSay();
  const [typed, set_typed] = useState("");
  const [account, set_account] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ["users", "to appoint", typed],
    queryFn: ({ signal }) =>
      call<UserPage>("GET", members_path, {
        query: { searchKey: typed.trim(), adminType: 2, limit: offered_max },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const items = (found.data?.data ?? []).map(({ userAccount, name }) => ({
    id: userAccount,
    name,
  }));
  return (
    <ComboBox
      className="field combo"
      items={items}
      inputValue={typed}
      onInputChange={set_typed}
      selectedKey={account}
      menuTrigger="focus"
      allowsEmptyCollection
      autoFocus
      onSelectionChange={(key) => {
        const chosen = items.find(({ id }) => id === key);
        set_account(chosen?.id ?? null);
        if (chosen) set_typed(chosen.name);
        onChoose(chosen ? { account: chosen.id, name: chosen.name } : null);
      }}
    >
      <Label>{say("User", "用户")}</Label>
      <div className="combo-box">
        <Input className="input" placeholder={say("Name or account", "姓名或帐号")} />
      </div>
      <Popover className="popover">
        <ListBox
          className="list-box"
          renderEmptyState={() => (
            <p className="list-empty">{say("No user matches.", "没有符合条件的用户。")}</p>
          )}
        >
          {(item: { id: string; name: string }) => (
            <ListBoxItem id={item.id} textValue={item.name} className="list-item two">
              <span>{item.name}</span>
              <span className="faint">{item.id}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
