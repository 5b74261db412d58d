import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { UserPage } from "../../generated/api";
import { useChange } from "../core/change";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { members_path } from "../core/terminals";
import { Dialog, DialogForm } from "../parts/dialog";
import { useTell } from "../parts/toast";
import { administrators_path } from "./administrators_page";

const offered_max = 20;

/** Makes a user an administrator. */
export function AppointDialog({ onClose }: { onClose: () => void }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
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
    <Dialog title={say("Appoint an administrator", "任命管理员")} onClose={onClose}>
      <DialogForm
        action={say("Appoint", "任命")}
        isReady={account !== null}
        onClose={onClose}
        onSubmit={async () => {
          await change("POST", administrators_path, { body: { account } });
          tell(say(`${typed} is an administrator now.`, `“${typed}”已成为管理员。`));
          onClose();
        }}
      >
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
            set_account(key === null ? null : String(key));
            const chosen = items.find(({ id }) => id === key);
            if (chosen) set_typed(chosen.name);
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
      </DialogForm>
    </Dialog>
  );
}
