import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { Department, DepartmentWithChildren } from "../../generated/api";
import { call } from "../core/client";
import { department_path } from "../core/format";
import { useSay } from "../core/say";
import { useSession } from "../core/session";
import { Button } from "./button";
import { Icon } from "./icon";

export const root_department = "1";
const departments_path = "/v1/usg/dcs/member/dept";

export function useDepartment(code: string) {
  return useQuery({
    queryKey: ["departments", code],
    queryFn: ({ signal }) =>
      call<DepartmentWithChildren>("GET", `${departments_path}/${encodeURIComponent(code)}`, {
        signal,
      }),
    enabled: code !== "",
  });
}

/** Where the reader begins, with what is below, for an empty text; else what is found by name. */
export function useDepartmentsNamed(name: string) {
  const session = useSession();
  const own = session.departments.map(({ deptCode }) => deptCode);
  const begin = own.length > 0 ? own : [root_department];
  return useQuery({
    queryKey: ["departments", "named", name],
    queryFn: async ({ signal }): Promise<readonly Department[]> => {
      if (name) {
        return call("GET", departments_path, { query: { deptName: name }, signal });
      }
      const found = await Promise.all(
        begin.map((code) =>
          call<DepartmentWithChildren>("GET", `${departments_path}/${encodeURIComponent(code)}`, {
            signal,
          }),
        ),
      );
      const all = found.flatMap((each) => [each, ...each.childDepts]);
      // One of them may be below another.
      return all.filter(
        ({ deptCode }, index) => all.findIndex((each) => each.deptCode === deptCode) === index,
      );
    },
    placeholderData: (before) => before,
  });
}

interface Props {
  /** "Department" if not given. */
  readonly label?: string;
  /** The code; empty for none. */
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly isLabelHidden?: boolean;
  readonly placeholder?: string;
  /** In the place of a field that was just used: has the focus, and no list until asked. */
  readonly isNext?: boolean;
}

/** Finds a department by a part of its name. */
export function DepartmentField(props: Props) {
  const say = useSay();
  const label = props.label ?? say("Department", "部门");
  const chosen = useDepartment(props.value);
  const chosen_name = props.value ? (chosen.data?.deptName ?? props.value) : "";
  const [typed, set_typed] = useState<string | null>(null);
  const text = typed ?? chosen_name;
  const found = useDepartmentsNamed(typed?.trim() ?? "");
  const offered: readonly Department[] = found.data ?? [];
  const is_offered = offered.some(({ deptCode }) => deptCode === props.value);
  // The chosen one is always among them: what was typed and not chosen gives way to its name.
  const listed = chosen.data && !is_offered ? [...offered, chosen.data] : offered;
  const items = listed.map((each) => ({ ...each, id: each.deptCode }));
  return (
    <ComboBox
      className="field combo"
      items={items}
      inputValue={text}
      onInputChange={set_typed}
      selectedKey={props.value || null}
      menuTrigger={props.isNext ? "input" : "focus"}
      autoFocus={props.isNext ?? false}
      allowsEmptyCollection
      onSelectionChange={(key) => {
        if (key !== null) props.onChange(String(key));
        else if (typed === "") props.onChange("");
        set_typed(null);
      }}
      onBlur={() => {
        if (typed === "") props.onChange("");
        set_typed(null);
      }}
      {...(props.isLabelHidden ? { "aria-label": label } : {})}
    >
      {props.isLabelHidden ? null : <Label>{label}</Label>}
      <div className="combo-box">
        <Input
          className="input"
          {...(props.placeholder ? { placeholder: props.placeholder } : {})}
        />
        <Button kind="plain" aria-label={say("Show departments", "显示部门")}>
          <Icon name="down" />
        </Button>
      </div>
      <Popover className="popover">
        <ListBox
          className="list-box"
          renderEmptyState={() => (
            <p className="list-empty">
              {say("No department has this name.", "没有该名称的部门。")}
            </p>
          )}
        >
          {(item: Department & { id: string }) => (
            <ListBoxItem id={item.id} textValue={item.deptName} className="list-item two">
              <span>{item.deptName}</span>
              {item.deptNamePath === item.deptName ? null : (
                <span className="faint">{department_path(item.deptNamePath)}</span>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
