import { type ReactNode, useEffect, useState } from "react";
import {
  Input,
  Label,
  Menu,
  MenuItem,
  MenuTrigger,
  Popover,
  SearchField,
} from "react-aria-components";
import { useQueryState } from "../core/address";
import { days_ago, recent_days } from "../core/recent";
import { useSay } from "../core/say";
import { Button } from "./button";
import { type Option, Select } from "./field";
import { Icon } from "./icon";
import { type Column, useShownColumns } from "./table";

const pause_ms = 250;

/** What a list is narrowed by; all of it is in the address. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className="toolbar">{children}</div>;
}

/** A text that the address keeps under `name`. The list follows shortly after the last key. */
export function Search(props: {
  label: string;
  placeholder: string;
  name?: string;
  /** One of several beside the main one. */
  isShort?: boolean;
}) {
  const name = props.name ?? "search";
  const [query, change] = useQueryState();
  const in_address = query.get(name) ?? "";
  const [text, set_text] = useState(in_address);
  const [known, set_known] = useState(in_address);
  // Somebody went back, or pressed what clears all.
  if (known !== in_address) {
    set_known(in_address);
    set_text(in_address);
  }
  useEffect(() => {
    if (text === in_address) return;
    const timer = setTimeout(() => {
      set_known(text);
      change({ [name]: text || null, page: null });
    }, pause_ms);
    return () => clearTimeout(timer);
  }, [text, in_address, change, name]);
  return (
    <SearchField
      className={props.isShort ? "search short" : "search"}
      value={text}
      onChange={set_text}
      aria-label={props.label}
    >
      <Label className="visually-hidden">{props.label}</Label>
      <Icon name="search" />
      <Input className="input" placeholder={props.placeholder} />
    </SearchField>
  );
}

/** A choice that the address keeps under `name`. */
export function Filter(props: { name: string; label: string; all: string; options: Option[] }) {
  const [query, change] = useQueryState();
  const value = query.get(props.name) ?? "";
  const is_known = props.options.some((option) => option.value === value);
  return (
    <Select
      label={props.label}
      isLabelHidden
      value={is_known ? value : ""}
      options={[{ value: "", text: props.all }, ...props.options]}
      onChange={(next) => change({ [props.name]: next || null, page: null })}
    />
  );
}

/** The last days, however far back the address says. */
export function RecentFilter({ label }: { label: string }) {
  const say = useSay();
  const [query] = useQueryState();
  const days = days_ago(query.get("days")) === null ? recent_days : Number(query.get("days"));
  const text = say(`Last ${days} days`, `最近 ${days} 天`);
  return (
    <Filter
      name="days"
      label={label}
      all={say("Any time", "全部时间")}
      options={[{ value: String(days), text }]}
    />
  );
}

export function ColumnChooser<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  const say = useSay();
  const [, change] = useQueryState();
  const shown = useShownColumns(columns).map(({ id }) => id);
  const offered = columns.filter(({ is_fixed }) => !is_fixed);
  return (
    <MenuTrigger>
      <Button className="only-wide">
        <Icon name="columns" />
        {say("Columns", "列")}
      </Button>
      <Popover className="popover">
        <Menu
          className="menu"
          selectionMode="multiple"
          selectedKeys={shown}
          onSelectionChange={(keys) => {
            const wanted = keys === "all" ? offered.map(({ id }) => id) : [...keys].map(String);
            change({ columns: wanted.join(",") || "none" });
          }}
        >
          {offered.map(({ id, name }) => (
            <MenuItem key={id} id={id} textValue={say(name)} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-tick">{isSelected ? <Icon name="tick" /> : null}</span>
                  {say(name)}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
