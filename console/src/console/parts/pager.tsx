import { counted_up_to } from "../../generated/api";
import { count_text, is_cut_off } from "../core/count";
import { number_text } from "../core/format";
import { page_sizes, usePageState } from "../core/paged";
import { useSay } from "../core/say";
import { Button } from "./button";
import { Select } from "./field";
import { Icon } from "./icon";

export function Pager(props: { count: number; offset: number; shown: number }) {
  const say = useSay();
  const { size, show_page, show_size } = usePageState();
  const { count, offset, shown } = props;
  // By what the server returned: beyond the last page it returns the last.
  const page = Math.floor(offset / size) + 1;
  const last = Math.max(1, Math.ceil(count / size));
  const end = offset + shown;
  // Beyond a bound it is known that there is one more, and nothing else.
  const is_beyond = counted_up_to.some((bound) => count > bound) && count === end + 1;
  const has_more = count > end && (is_cut_off(count) || is_beyond);
  const all = count_text(count, has_more);
  const from = number_text(offset + 1);
  const to = number_text(end);
  return (
    <nav className="pager" aria-label={say("Pages of the list", "列表分页")}>
      <p className="pager-count" role="status">
        {say(`${from}–${to} of ${all}`, `第 ${from}–${to} 条，共 ${all} 条`)}
      </p>
      {count > page_sizes[0] ? (
        <Select
          label={say("Rows on a page", "每页行数")}
          isLabelHidden
          value={String(size)}
          options={page_sizes.map((each) => ({
            value: String(each),
            text: say(`${each} per page`, `每页 ${each} 条`),
          }))}
          onChange={(value) => show_size(Number(value))}
        />
      ) : null}
      {last > 1 ? <Steps page={page} last={last} hasMore={has_more} show={show_page} /> : null}
    </nav>
  );
}

interface StepsProps {
  readonly page: number;
  readonly last: number;
  /** There may be pages after the last that is known. */
  readonly hasMore: boolean;
  readonly show: (page: number) => void;
}

function Steps({ page, last, hasMore, show }: StepsProps) {
  const say = useSay();
  return (
    <>
      <Button
        isDisabled={page <= 1}
        onPress={() => show(page - 1)}
        aria-label={say("Previous page", "上一页")}
      >
        <Icon name="left" />
      </Button>
      <span className="pager-page">
        {number_text(page)} / {count_text(last, hasMore)}
      </span>
      <Button
        isDisabled={page >= last}
        onPress={() => show(page + 1)}
        aria-label={say("Next page", "下一页")}
      >
        <Icon name="right" />
      </Button>
    </>
  );
}
