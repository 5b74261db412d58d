import { useState } from "react";
import type { CorpAdmin } from "../../generated/api";
import { words } from "../../shared/language";
import { place, useQueryState } from "../core/address";
import { useChange } from "../core/change";
import { department_path } from "../core/format";
import { usePaged } from "../core/paged";
import { useSay } from "../core/say";
import { Badge } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { Icon } from "../parts/icon";
import { Page } from "../parts/page";
import { Empty } from "../parts/state";
import { type Column, Table } from "../parts/table";
import { useTell } from "../parts/toast";
import { Search, Toolbar } from "../parts/toolbar";
import { AppointDialog } from "./appoint_dialog";

export const administrators_path = "/v1/usg/dcs/corp/admin";

function Role({ admin }: { admin: CorpAdmin }) {
  const say = useSay();
  return admin.adminType === 0 ? (
    <Badge tone="good">{say("Default administrator", "默认管理员")}</Badge>
  ) : (
    <Badge tone="info">{say("Administrator", "普通管理员")}</Badge>
  );
}

function Dismiss({ admin }: { admin: CorpAdmin }) {
  const say = useSay();
  const change = useChange();
  const tell = useTell();
  const [is_asked, ask] = useState(false);
  if (admin.adminType === 0) return null;
  return (
    <>
      <Button onPress={() => ask(true)}>{say("Dismiss", "撤销")}</Button>
      {is_asked ? (
        <Confirm
          title={say(`Dismiss ${admin.name}?`, `撤销“${admin.name}”的管理员身份？`)}
          action={say("Dismiss", "撤销")}
          onClose={() => ask(false)}
          onConfirm={async () => {
            await change("POST", `${administrators_path}/delete`, { body: [admin.account] });
            tell(
              say(`${admin.name} is a user like others now.`, `“${admin.name}”已成为普通用户。`),
            );
          }}
        >
          <p>
            {say(
              "The user stays, and may administer nothing from the next request on.",
              "用户帐号保留，从下一次请求起不再具有管理权限。",
            )}
          </p>
        </Confirm>
      ) : null}
    </>
  );
}

const columns: readonly Column<CorpAdmin>[] = [
  {
    id: "name",
    name: words("Name", "姓名"),
    is_fixed: true,
    cell: (admin) => (
      <PlaceLink to={place("users", admin.account)} className="link strong">
        {admin.name}
      </PlaceLink>
    ),
  },
  { id: "role", name: words("Role", "角色"), cell: (admin) => <Role admin={admin} /> },
  {
    id: "account",
    name: words("Account", "帐号"),
    cell: (admin) => <code>{admin.account}</code>,
  },
  {
    id: "department",
    name: words("Department", "部门"),
    is_long: true,
    cell: (admin) => department_path(admin.dept.deptNamePath),
  },
  {
    id: "contact",
    is_long: true,
    name: words("Contact", "联系方式"),
    cell: (admin) => [admin.email, admin.phone].filter(Boolean).join(", "),
  },
  { id: "action", name: words("Action", "操作"), cell: (admin) => <Dismiss admin={admin} /> },
];

export function AdministratorsPage() {
  const say = useSay();
  const [query] = useQueryState();
  const found = usePaged<CorpAdmin>("administrators", administrators_path, {
    searchKey: query.get("search"),
  });
  const [is_appointing, appoint] = useState(false);
  return (
    <Page
      title={say("Administrators", "管理员")}
      lead={say(
        "Administrators can do everything but manage applications and administrators.",
        "普通管理员可执行除管理应用和任免管理员以外的全部操作。",
      )}
      actions={
        <Button kind="primary" onPress={() => appoint(true)}>
          <Icon name="plus" />
          {say("Appoint", "任命管理员")}
        </Button>
      }
    >
      <Toolbar>
        <Search
          label={say("Search administrators", "搜索管理员")}
          placeholder={say("Name, account, email or phone", "姓名、帐号、邮箱或手机")}
        />
      </Toolbar>
      <Table
        label={say("Administrators", "管理员")}
        query={found}
        columns={columns}
        id_of={({ id }) => id}
        name_of={({ name }) => name}
        empty={
          <Empty
            icon="administrator"
            title={say("No administrator matches.", "没有符合条件的管理员。")}
          />
        }
      />
      {is_appointing ? <AppointDialog onClose={() => appoint(false)} /> : null}
    </Page>
  );
}
