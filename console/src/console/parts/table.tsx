import {
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Words } from "../../shared/language";
import { useQueryState } from "../core/address";
import { isolated } from "../core/isolated";
import { type PageOf, page_sizes } from "../core/paged";
import { useSay } from "../core/say";
import { ErrorNote } from "./error_note";
import { Checkbox } from "./field";
import { Icon } from "./icon";
import { Pager } from "./pager";
import { Loading } from "./state";

export interface Column<Row> {
  readonly id: string;
  readonly name: Words;
  readonly cell: (row: Row) => ReactNode;
  /** What the API calls this order, where it offers it. */
  readonly sort?: string;
  /** Not shown until it is chosen. */
  readonly is_extra?: boolean;
  /** Always shown: what tells the rows apart. */
  readonly is_fixed?: boolean;
  readonly is_number?: boolean;
  /** May take several lines. */
  readonly is_long?: boolean;
}

/** What a table needs of a query. */
interface ListQuery<Row> {
  readonly data: PageOf<Row> | undefined;
  readonly isError: boolean;
  readonly isFetching: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly change: (chosen: ReadonlySet<string>) => void;
}

interface Props<Row> {
  readonly label: string;
  readonly query: ListQuery<Row>;
  readonly columns: readonly Column<Row>[];
  readonly id_of: (row: Row) => string;
  readonly name_of: (row: Row) => string;
  readonly selection?: Selection;
  /** Rows for which it is false cannot be chosen. */
  readonly can_choose?: (row: Row) => boolean;
  readonly empty: ReactNode;
}

/** The columns that the address names, else those that are shown from the start. */
export function useShownColumns<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  const [query] = useQueryState();
  const named = query.get("columns");
  return useMemo(() => {
    if (named === null) return columns.filter(({ is_extra }) => !is_extra);
    const wanted = new Set(named.split(","));
    return columns.filter(({ id, is_fixed }) => is_fixed || wanted.has(id));
  }, [columns, named]);
}

/** One page of a list, with what leads to the others. */
export function Table<Row>(props: Props<Row>) {
  const { query } = props;
  const retry = () => void query.refetch();
  if (query.data === undefined) {
    return query.isError ? <ErrorNote error={query.error} onRetry={retry} /> : <Loading />;
  }
  const { data: rows, count, offset } = query.data;
  return (
    <>
      {query.isError ? <ErrorNote error={query.error} onRetry={retry} /> : null}
      {count === 0 ? (
        <div aria-busy={query.isFetching}>{props.empty}</div>
      ) : (
        <Frame
          label={props.label}
          isBusy={query.isFetching}
          offset={offset}
          hasSteps={count > page_sizes[0]}
        >
          <TableOf {...props} rows={rows} />
          <Pager count={count} offset={offset} shown={rows.length} />
        </Frame>
      )}
    </>
  );
}

interface FrameProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly offset: number;
  readonly hasSteps: boolean;
  readonly children: ReactNode;
}

/** Whether there is more of it than it shows, sideways. */
function useIsWide(frame: RefObject<HTMLElement | null>): boolean {
  const [is_wide, set_wide] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => set_wide(element.scrollWidth > element.clientWidth);
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [frame]);
  return is_wide;
}

/** Another page begins at its first row, however far down the reader left the last one. */
function Frame(props: FrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const known = useRef(props.offset);
  useEffect(() => {
    if (known.current === props.offset) return;
    known.current = props.offset;
    const top = frame.current?.getBoundingClientRect().top ?? 0;
    if (top < 0) frame.current?.scrollIntoView();
  }, [props.offset]);
  // Keys move it sideways even where nothing in it takes the focus.
  const is_wide = useIsWide(frame);
  const own_focus =
    props.hasSteps || !is_wide ? {} : { tabIndex: 0, role: "group", "aria-label": props.label };
  return (
    <div className="table-frame" aria-busy={props.isBusy} ref={frame} {...own_focus}>
      {props.children}
    </div>
  );
}

function TableOf<Row>(props: Props<Row> & { rows: readonly Row[] }) {
  const { rows, selection, id_of, name_of } = props;
  const say = useSay();
  const columns = useShownColumns(props.columns);
  const chosen = selection?.chosen ?? new Set<string>();
  const can_choose = props.can_choose ?? (() => true);
  const choosable = rows.filter(can_choose);
  const chosen_here = choosable.filter((row) => chosen.has(id_of(row))).length;
  const choose = (ids: readonly string[], is_chosen: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (is_chosen) next.add(id);
      else next.delete(id);
    }
    selection?.change(next);
  };
  const choose_now = useRef(choose);
  useEffect(() => {
    choose_now.current = choose;
  });
  const choose_one = useCallback<Choose>(
    (id, is_chosen) => choose_now.current([id], is_chosen),
    [],
  );
  return (
    <table className="table" aria-label={props.label}>
      <thead>
        <tr>
          {selection ? (
            <th className="choose" scope="col">
              <Checkbox
                label={say("Choose all on this page", "选择本页全部")}
                isSelected={chosen_here > 0 && chosen_here === choosable.length}
                isIndeterminate={chosen_here > 0 && chosen_here < choosable.length}
                onChange={(is_chosen) => choose(choosable.map(id_of), is_chosen)}
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <Head key={column.id} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <OneRow
            key={id_of(row)}
            row={row}
            columns={columns}
            id={id_of(row)}
            name={name_of(row)}
            choice={!selection ? "none" : can_choose(row) ? "free" : "fixed"}
            isChosen={chosen.has(id_of(row))}
            choose={choose_one}
          />
        ))}
      </tbody>
    </table>
  );
}

type Choose = (id: string, is_chosen: boolean) => void;

interface RowProps<Row> {
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly id: string;
  readonly name: string;
  /** Whether there is anything to choose, and whether this row can be. */
  readonly choice: "none" | "free" | "fixed";
  readonly isChosen: boolean;
  readonly choose: Choose;
}

/** Drawn again only if it changes: choosing one of 500 would draw them all. */
const OneRow = memo(function OneRow<Row>(props: RowProps<Row>) {
  const { row, columns, id, name, choice, isChosen, choose } = props;
  const say = useSay();
  return (
    <tr data-chosen={isChosen || undefined}>
      {choice === "none" ? null : (
        <td className="choose">
          <Checkbox
            label={say(`Choose ${isolated(name)}`, `选择 ${isolated(name)}`)}
            isSelected={isChosen}
            isDisabled={choice === "fixed"}
            onChange={(is_chosen) => choose(id, is_chosen)}
          />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.id}
          data-column={say(column.name)}
          data-fixed={column.is_fixed || undefined}
          className={class_of(column)}
        >
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode;

function class_of<Row>({ is_number, is_long }: Column<Row>): string | undefined {
  if (is_number) return "number";
  return is_long ? "long" : undefined;
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const say = useSay();
  const [query, change] = useQueryState();
  const name = say(column.name);
  const { sort } = column;
  const className = column.is_number ? "number" : undefined;
  if (!sort) {
    return (
      <th scope="col" className={className}>
        {name}
      </th>
    );
  }
  const is_sorted = query.get("sort") === sort;
  const is_ascending = query.get("down") === null;
  const next = !is_sorted
    ? { sort, down: null }
    : is_ascending
      ? { sort, down: "1" }
      : { sort: null, down: null };
  return (
    <th
      scope="col"
      className={className}
      aria-sort={is_sorted ? (is_ascending ? "ascending" : "descending") : "none"}
    >
      <button type="button" className="sort" onClick={() => change({ ...next, page: null })}>
        {name}
        <span className={is_sorted ? "sort-mark on" : "sort-mark"} aria-hidden="true">
          <Icon name={is_sorted && !is_ascending ? "down" : "up"} />
        </span>
      </button>
    </th>
  );
}
