import { useState } from "react";
import type { RoleHolder } from "../../generated/api";
import { words } from "../../shared/language";
import { place, useQueryState } from "../core/address";
import { useChange } from "../core/change";
import { isolated } from "../core/isolated";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { is_default_administrator, useMay, useSession } from "../core/session";
import { Badge } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Icon } from "../parts/icon";
import { Mail } from "../parts/mail";
import { Name } from "../parts/name";
import { Page } from "../parts/page";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { useTell } from "../parts/toast";
import { Search, Toolbar } from "../parts/toolbar";
import { RoleDialog } from "./role_dialog";
import { role_names, role_path, roles_path } from "./role_words";

function Role({ holder }: { holder: RoleHolder }) {
  const say = useSay();
  const is_default = holder.role === "default_administrator";
  return <Badge tone={is_default ? "good" : "info"}>{say(role_names[holder.role])}</Badge>;
}

function Scope({ holder }: { holder: RoleHolder }) {
  const say = useSay();
  if (holder.departments.length === 0) return say("The whole enterprise", "整个企业");
  return holder.departments.map(({ deptName }) => deptName).join(say(", ", "、"));
}

/** Whether the reader may change it: what concerns administrators of all is the default one's. */
function useMayChange(): (holder: RoleHolder) => boolean {
  const session = useSession();
  const may = useMay();
  return ({ role, departments }) => {
    if (role === "default_administrator" || !may("govern")) return false;
    const is_of_all = role === "administrator" && departments.length === 0;
    return !is_of_all || is_default_administrator(session);
  };
}

function Actions({ holder }: { holder: RoleHolder }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const may_change = useMayChange();
  const [asked, ask] = useState<"change" | "revoke" | null>(null);
  if (!may_change(holder)) return null;
  const { name, account } = holder;
  return (
    <span className="actions">
      <Button onPress={() => ask("change")}>{say("Change", "修改")}</Button>
      <Button onPress={() => ask("revoke")}>{say("Revoke", "收回")}</Button>
      {asked === "change" ? <RoleDialog holder={holder} onClose={() => ask(null)} /> : null}
      {asked === "revoke" ? (
        <Confirm
          title={say(`Take the role from ${isolated(name)}?`, `收回“${isolated(name)}”的角色？`)}
          action={say("Revoke", "收回")}
          onClose={() => ask(null)}
          onConfirm={async () => {
            await change("PUT", role_path(account), { body: { role: "none" } });
            tell(
              say(`${isolated(name)} no longer has a role.`, `“${isolated(name)}”已成为普通用户。`),
            );
          }}
        >
          <p>
            {say(
              "The user stays, and may do nothing of this from the next request on.",
              "用户帐号保留，从下一次请求起不再具有该角色的权限。",
            )}
          </p>
        </Confirm>
      ) : null}
    </span>
  );
}

const columns: readonly Column<RoleHolder>[] = [
  {
    id: "name",
    name: words("Name", "姓名"),
    is_fixed: true,
    cell: (holder) => (
      <Name>
        <PlaceLink to={place("users", holder.account)} className="link strong">
          {holder.name}
        </PlaceLink>
      </Name>
    ),
  },
  { id: "role", name: words("Role", "角色"), cell: (holder) => <Role holder={holder} /> },
  {
    id: "scope",
    name: words("Scope", "范围"),
    is_long: true,
    cell: (holder) => <Scope holder={holder} />,
  },
  {
    id: "account",
    name: words("Account", "帐号"),
    cell: (holder) => <code>{holder.account}</code>,
  },
  {
    id: "email",
    is_long: true,
    name: words("Email", "邮箱"),
    cell: ({ email }) => <Mail of={email} />,
  },
  {
    id: "action",
    name: words("Action", "操作"),
    cell: (holder) => <Actions holder={holder} />,
  },
];

export function RolesPage() {
  const say = useSay();
  const [query] = useQueryState();
  const found = usePaged<RoleHolder>("roles", roles_path, { searchKey: query.get("search") });
  const [is_giving, give] = useState(false);
  return (
    <Page
      title={say("Administrators and roles", "管理员与角色")}
      lead={say(
        "Who may do what, in the whole enterprise or in departments with all below them.",
        "谁可以在整个企业或部门（含下级部门）内执行哪些操作。",
      )}
      actions={
        <Button kind="primary" needs="govern" onPress={() => give(true)}>
          <Icon name="plus" />
          {say("Give a role", "授予角色")}
        </Button>
      }
    >
      <Toolbar>
        <Search
          label={say("Search", "搜索")}
          placeholder={say("Name, account, email or phone", "姓名、帐号、邮箱或手机")}
        />
      </Toolbar>
      <Table
        label={say("Administrators and roles", "管理员与角色")}
        query={found}
        columns={columns}
        id_of={({ id }) => id}
        name_of={({ name }) => name}
        empty={
          <Empty
            icon="administrator"
            title={say("Nobody with a role matches.", "没有符合条件的用户。")}
          />
        }
      />
      {is_giving ? <RoleDialog holder={null} onClose={() => give(false)} /> : null}
    </Page>
  );
}
