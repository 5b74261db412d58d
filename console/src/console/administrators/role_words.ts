import type { Role } from "../../generated/api";
import { type Words, words } from "../../shared/language";

export const roles_path = "/v1/roomkey/roles";
export const role_path = (account: string): string =>
  `/v1/roomkey/users/${encodeURIComponent(account)}/role`;

export type GivenRole = Exclude<Role, "default_administrator" | "none">;

export const role_names: Record<Role, Words> = {
  default_administrator: words("Default administrator", "默认管理员"),
  administrator: words("Administrator", "管理员"),
  operator: words("Operator", "操作员"),
  help_desk: words("Help desk", "服务台"),
  auditor: words("Auditor", "审计员"),
  none: words("No role", "无角色"),
};

/** What each of them is for. */
export const role_uses: Record<GivenRole, Words> = {
  administrator: words(
    "Everything but applications and administrators; in departments nothing of the enterprise.",
    "除管理应用和任免管理员外的全部操作；限定部门时不含涉及整个企业的操作。",
  ),
  operator: words("Look, create terminals, reset codes.", "查询、新增终端、重置激活码。"),
  help_desk: words("Look and reset codes.", "查询、重置激活码。"),
  auditor: words(
    "Look, without codes; in the whole enterprise also at the audit trail.",
    "查询（不显示激活码）；适用于整个企业时还可查看操作日志。",
  ),
};

export const given_roles = Object.keys(role_uses) as readonly GivenRole[];
