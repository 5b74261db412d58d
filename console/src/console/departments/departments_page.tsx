import { useState } from "react";
import type { Department, DepartmentWithChildren } from "../../generated/api";
import { go, place } from "../core/address";
import { useRemoval } from "../core/change";
import { isolated } from "../core/isolated";
import { useSay } from "../core/say";
import { home_department, useSession } from "../core/session";
import { Fact, Facts } from "../parts/badge";
import { Button, PlaceLink } from "../parts/button";
import { Confirm } from "../parts/confirm";
import { DepartmentField, root_department, useDepartment } from "../parts/department_field";
import { Icon } from "../parts/icon";
import { Name } from "../parts/name";
import { Card, Page } from "../parts/page";
import { Empty, Loaded } from "../parts/state";
import { useTell } from "../parts/toast";
import { DepartmentDialog } from "./department_dialog";

export const department_path_of = (code: string): string =>
  `/v1/usg/dcs/corp/dept/${encodeURIComponent(code)}`;

/** The root, or where the reader's role is of departments these. */
export function DepartmentsStart() {
  const say = useSay();
  const { departments } = useSession();
  const [first, ...others] = departments;
  if (!first) return <DepartmentsPage code={root_department} />;
  if (others.length === 0) return <DepartmentsPage code={first.deptCode} />;
  return (
    <Page title={say("Departments", "部门")}>
      <Card>
        <Links departments={departments} />
      </Card>
    </Page>
  );
}

/** One department with what is directly below it; the path leads back up. */
export function DepartmentsPage({ code }: { code: string }) {
  const say = useSay();
  const query = useDepartment(code);
  const found = query.data;
  return (
    <Page
      title={found?.deptName ?? say("Departments", "部门")}
      lead={found ? <Trail department={found} /> : null}
      actions={found ? <Actions department={found} /> : null}
    >
      <div className="toolbar finder">
        <DepartmentField
          label={say("Find a department", "查找部门")}
          isLabelHidden
          placeholder={say("Find a department", "查找部门")}
          value=""
          onChange={(next) => {
            if (next) go(place("departments", next));
          }}
        />
      </div>
      <Loaded query={query}>
        {(department) => (
          <>
            <Card>
              <Facts>
                <Fact name={say("Code", "编码")}>
                  <code>{department.deptCode}</code>
                </Fact>
                <Fact name={say("Remarks", "备注")}>{department.note}</Fact>
                <Fact name={say("Shown with it", "相关列表")}>
                  <PlaceLink to={`${place("terminals")}?department=${department.deptCode}`}>
                    {say("Terminals", "终端")}
                  </PlaceLink>
                  {" · "}
                  <PlaceLink to={`${place("devices")}?department=${department.deptCode}`}>
                    {say("Hard terminals", "硬件终端")}
                  </PlaceLink>
                  {" · "}
                  <PlaceLink to={`${place("users")}?department=${department.deptCode}`}>
                    {say("Users", "用户")}
                  </PlaceLink>
                </Fact>
              </Facts>
            </Card>
            <Card title={say("Directly below", "直接下级部门")}>
              <Children children_of={department.childDepts} />
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Trail({ department }: { department: Department }) {
  const { departments } = useSession();
  const codes = department.deptCodePath.split("#");
  const names = department.deptNamePath.split("#");
  if (codes.length < 2) return null;
  // What is above a role of departments is there to be read, and no more.
  const own = new Set(departments.map(({ deptCode }) => deptCode));
  const first = codes.findIndex((code) => own.has(code));
  return (
    <span className="trail">
      {codes.slice(0, -1).map((code, index) => (
        <span key={code}>
          {index > 0 ? <Icon name="right" /> : null}
          {index < first ? (
            <span>{names[index] ?? code}</span>
          ) : (
            <PlaceLink to={place("departments", code)}>{names[index] ?? code}</PlaceLink>
          )}
        </span>
      ))}
    </span>
  );
}

function Children({ children_of }: { children_of: readonly Department[] }) {
  const say = useSay();
  if (children_of.length === 0) {
    return <Empty icon="department" title={say("Nothing is below it.", "没有下级部门。")} />;
  }
  return <Links departments={children_of} />;
}

type Linked = Pick<Department, "deptCode" | "deptName"> & { readonly note?: string | null };

function Links({ departments }: { departments: readonly Linked[] }) {
  return (
    <ul className="rows">
      {departments.map((child) => (
        <li key={child.deptCode}>
          <PlaceLink to={place("departments", child.deptCode)} className="row-link">
            <Icon name="department" />
            <span className="row-name">
              <Name>{child.deptName}</Name>
            </span>
            <span className="faint">{child.note}</span>
            <Icon name="right" />
          </PlaceLink>
        </li>
      ))}
    </ul>
  );
}

function Actions({ department }: { department: DepartmentWithChildren }) {
  const say = useSay();
  const remove = useRemoval();
  const tell = useTell();
  const [asked, ask] = useState<"add" | "edit" | "delete" | null>(null);
  const session = useSession();
  const is_root = department.deptCode === root_department;
  return (
    <>
      <Button needs="manage" kind="primary" onPress={() => ask("add")}>
        <Icon name="plus" />
        {say("Add below", "新增下级部门")}
      </Button>
      <Button needs="manage" onPress={() => ask("edit")}>
        {say("Edit", "编辑")}
      </Button>
      {is_root ? null : (
        <Button needs="manage" onPress={() => ask("delete")}>
          {say("Delete", "删除")}
        </Button>
      )}
      {asked === "add" ? (
        <DepartmentDialog parent={department} department={null} onClose={() => ask(null)} />
      ) : null}
      {asked === "edit" ? (
        <DepartmentDialog parent={null} department={department} onClose={() => ask(null)} />
      ) : null}
      {asked === "delete" ? (
        <Confirm
          title={say(
            `Delete ${isolated(department.deptName)}?`,
            `删除“${isolated(department.deptName)}”？`,
          )}
          action={say("Delete", "删除")}
          onClose={() => ask(null)}
          onConfirm={async () => {
            await remove("DELETE", department_path_of(department.deptCode), undefined, () => {
              tell(
                say(
                  `${isolated(department.deptName)} is deleted.`,
                  `已删除“${isolated(department.deptName)}”。`,
                ),
              );
              go(place("departments", department.parentDeptCode ?? home_department(session)));
            });
          }}
        >
          <p>
            {say(
              "It must be empty: no departments below it, no users and no terminals.",
              "部门须为空：没有下级部门、用户和终端。",
            )}
          </p>
        </Confirm>
      ) : null}
    </>
  );
}
