import type { ReactNode } from "react";
import { type Words, words } from "../../shared/language";
import { AccountPage } from "../account/account_page";
import { RolesPage } from "../administrators/roles_page";
import { ApplicationsPage } from "../applications/applications_page";
import { AuditPage } from "../audit/audit_page";
import { CodesPage } from "../codes/codes_page";
import { is_default_administrator, may, type Permission, type Session } from "../core/session";
import { DepartmentsPage, DepartmentsStart } from "../departments/departments_page";
import { DevicePage } from "../devices/device_page";
import { DevicesPage } from "../devices/devices_page";
import { EnterprisePage } from "../enterprise/enterprise_page";
import { HelpPage } from "../help/help_page";
import { JobPage } from "../jobs/job_page";
import { JobsPage } from "../jobs/jobs_page";
import { MessagesPage } from "../messages/messages_page";
import { OverviewPage } from "../overview/overview_page";
import { PairPage } from "../pairing/pair_page";
import type { IconName } from "../parts/icon";
import { TerminalPage } from "../terminals/terminal_page";
import { TerminalsPage } from "../terminals/terminals_page";
import { UserPage } from "../users/user_page";
import { UsersPage } from "../users/users_page";

export interface Route {
  /** The first part of the path below /console. */
  readonly path: string;
  readonly name: Words;
  readonly icon: IconName;
  readonly group: "daily" | "people" | "enterprise" | "own";
  /** Who sees it; the server decides all the same. */
  readonly is_for: (session: Session) => boolean;
  readonly list: () => ReactNode;
  readonly detail?: (id: string) => ReactNode;
}

const anybody = () => true;
const with_permission = (needed: Permission) => (session: Session) => may(session, needed);

export const routes: readonly Route[] = [
  {
    path: "",
    name: words("Overview", "概览"),
    icon: "overview",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <OverviewPage />,
  },
  {
    path: "terminals",
    name: words("Terminals", "终端"),
    icon: "terminal",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <TerminalsPage />,
    detail: (account) => <TerminalPage key={account} account={account} />,
  },
  {
    path: "codes",
    name: words("Unused codes", "未用激活码"),
    icon: "code",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <CodesPage />,
  },
  {
    path: "pair",
    name: words("Pair a screen", "屏幕配对"),
    icon: "pair",
    group: "daily",
    is_for: with_permission("reset"),
    list: () => <PairPage />,
  },
  {
    path: "messages",
    name: words("Messages", "通知"),
    icon: "message",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <MessagesPage />,
  },
  {
    path: "jobs",
    name: words("Jobs", "批量任务"),
    icon: "job",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <JobsPage />,
    detail: (id) => <JobPage key={id} id={id} />,
  },
  {
    path: "help",
    name: words("Help desk", "激活码排查"),
    icon: "help",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <HelpPage />,
  },
  {
    path: "devices",
    name: words("Hard terminals", "硬件终端"),
    icon: "device",
    group: "daily",
    is_for: with_permission("look"),
    list: () => <DevicesPage />,
    detail: (sn) => <DevicePage key={sn} sn={sn} />,
  },
  {
    path: "users",
    name: words("Users", "用户"),
    icon: "user",
    group: "people",
    is_for: with_permission("look"),
    list: () => <UsersPage />,
    detail: (account) => <UserPage key={account} account={account} />,
  },
  {
    path: "departments",
    name: words("Departments", "部门"),
    icon: "department",
    group: "people",
    is_for: with_permission("look"),
    list: () => <DepartmentsStart />,
    detail: (code) => <DepartmentsPage key={code} code={code} />,
  },
  {
    path: "administrators",
    name: words("Administrators and roles", "管理员与角色"),
    icon: "administrator",
    group: "people",
    is_for: with_permission("oversee"),
    list: () => <RolesPage />,
  },
  {
    path: "applications",
    name: words("Applications", "应用"),
    icon: "application",
    group: "enterprise",
    is_for: is_default_administrator,
    list: () => <ApplicationsPage />,
  },
  {
    path: "enterprise",
    name: words("Enterprise", "企业"),
    icon: "enterprise",
    group: "enterprise",
    is_for: with_permission("oversee"),
    list: () => <EnterprisePage />,
  },
  {
    path: "audit",
    name: words("Audit trail", "操作日志"),
    icon: "audit",
    group: "enterprise",
    is_for: with_permission("oversee"),
    list: () => <AuditPage />,
  },
  {
    path: "account",
    name: words("My account", "我的帐号"),
    icon: "user",
    group: "own",
    is_for: anybody,
    list: () => <AccountPage />,
  },
];

export const routes_for = (session: Session): readonly Route[] =>
  routes.filter((route) => route.is_for(session));
