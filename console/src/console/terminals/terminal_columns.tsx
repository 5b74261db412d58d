import type { TerminalRecord } from "../../generated/api";
import { words } from "../../shared/language";
import { type_of } from "../../shared/terminal";
import { place } from "../core/address";
import { department_in_list } from "../core/format";
import { PlaceLink } from "../parts/button";
import { Moment } from "../parts/moment";
import { Name } from "../parts/name";
import type { Column } from "../parts/table";
import { TerminalBadge } from "../parts/terminal_badge";
import { Presence, Tags } from "./labels";
import { TypeName } from "./type_name";

export const columns: readonly Column<TerminalRecord>[] = [
  {
    id: "name",
    name: words("Name", "名称"),
    is_fixed: true,
    cell: (user) => (
      <Name>
        <PlaceLink to={place("terminals", user.userAccount)} className="link strong">
          {user.name}
        </PlaceLink>
      </Name>
    ),
  },
  {
    id: "state",
    name: words("State", "状态"),
    cell: (user) => <TerminalBadge terminal={user} isOnline={user.online} />,
  },
  {
    id: "type",
    name: words("Kind", "类型"),
    sort: "userType",
    cell: (user) => <TypeName type={type_of(user)} />,
  },
  {
    id: "department",
    name: words("Department", "部门"),
    sort: "deptCode",
    is_long: true,
    cell: (user) => <Name>{department_in_list(user.deptNamePath)}</Name>,
  },
  {
    id: "account",
    name: words("Account", "帐号"),
    sort: "ldapAccount",
    cell: (user) => <code>{user.userAccount}</code>,
  },
  {
    id: "tags",
    name: words("Tags", "标签"),
    is_long: true,
    cell: ({ tags }) => <Tags tags={tags} />,
  },
  {
    id: "asset",
    name: words("Asset number", "资产编号"),
    is_extra: true,
    cell: ({ assetNumber }) => assetNumber,
  },
  {
    id: "note",
    name: words("Note", "备忘"),
    is_extra: true,
    is_long: true,
    cell: ({ note }) => note,
  },
  {
    id: "seen",
    name: words("Last seen", "最近联系"),
    is_extra: true,
    cell: (record) => <Presence record={record} />,
  },
  {
    id: "since",
    name: words("Bound since", "绑定时间"),
    is_extra: true,
    cell: (user) => <Moment at={user.activeTime} />,
  },
  {
    id: "expires",
    name: words("Code valid until", "激活码有效期至"),
    is_extra: true,
    cell: (user) => <Moment at={user.activeCodeExpireTime} />,
  },
  {
    id: "contact",
    is_long: true,
    name: words("Contact", "联系方式"),
    is_extra: true,
    cell: (user) => [user.email, user.phone].filter(Boolean).join(", "),
  },
  {
    id: "remarks",
    is_long: true,
    name: words("Remarks", "备注"),
    is_extra: true,
    cell: (user) => user.desc,
  },
  {
    id: "order",
    name: words("Order", "排序"),
    sort: "sortLevel",
    is_extra: true,
    is_number: true,
    cell: (user) => user.sortLevel,
  },
];
