import { type ReactNode, useState } from "react";
import { useBatchChange } from "../core/change";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { Button } from "./button";
import { Confirm } from "./confirm";
import { ErrorNote } from "./error_note";
import { useTell } from "./toast";

type Act = "disable" | "delete";

/** More than these are done in so many requests that one had better not wait for them. */
const many = 1_000;

interface Props {
  readonly chosen: ReadonlySet<string>;
  readonly onDone: () => void;
  /** Where the API switches them: `PATH/status/{value}` and `PATH/delete`. */
  readonly path: string;
  /** What each will do. */
  readonly disabling: string;
  readonly deleting: string;
  /** What else can be done with them. */
  readonly more?: ReactNode;
}

/** What can be done with all that are chosen, on whichever page of the list. */
export function BatchBar(props: Props) {
  const say = useSay();
  const change = useBatchChange();
  const tell = useTell();
  const [act, ask] = useState<Act | null>(null);
  const [error, set_error] = useState<unknown>(null);
  /** Of a change in progress, or one that failed; null: there is none. */
  const [done, set_done] = useState<number | null>(null);
  const accounts = [...props.chosen];
  const count = number_text(accounts.length);
  const begin = (next: Act | null) => {
    set_done(null);
    set_error(null);
    ask(next);
  };
  const finish = () => {
    begin(null);
    props.onDone();
  };
  const set_status = async (status: 0 | 1) => {
    set_done(0);
    await change("PUT", `${props.path}/status/${status}`, accounts, set_done);
    tell(
      status === 0
        ? say(`${count} enabled.`, `已启用 ${count} 个。`)
        : say(`${count} disabled.`, `已停用 ${count} 个。`),
    );
    finish();
  };
  const enable = () => {
    begin(null);
    void set_status(0).catch(set_error);
  };
  const so_far = <SoFar done={done} all={accounts.length} />;
  if (accounts.length === 0) return null;
  return (
    <section className="batch" aria-label={say("Chosen rows", "已选行")}>
      <strong role="status">{say(`${count} chosen`, `已选 ${count} 个`)}</strong>
      <Button needs="manage" onPress={enable}>
        {say("Enable", "启用")}
      </Button>
      <Button needs="manage" onPress={() => begin("disable")}>
        {say("Disable ...", "停用……")}
      </Button>
      <Button needs="manage" onPress={() => begin("delete")}>
        {say("Delete ...", "删除……")}
      </Button>
      {props.more}
      <Button kind="plain" onPress={finish}>
        {say("Clear", "取消选择")}
      </Button>
      {act === null && done !== null ? so_far : null}
      {error ? <ErrorNote error={error} /> : null}
      {act === "disable" ? (
        <Confirm
          title={say(`Disable ${count}?`, `停用 ${count} 个？`)}
          action={say("Disable", "停用")}
          onClose={() => ask(null)}
          onConfirm={() => set_status(1)}
        >
          <p>{props.disabling}</p>
          {so_far}
        </Confirm>
      ) : null}
      {act === "delete" ? (
        <Confirm
          title={say(`Delete ${count}?`, `删除 ${count} 个？`)}
          action={say("Delete", "删除")}
          onClose={() => ask(null)}
          onConfirm={async () => {
            set_done(0);
            await change("POST", `${props.path}/delete`, accounts, set_done);
            tell(say(`${count} deleted.`, `已删除 ${count} 个。`));
            finish();
          }}
        >
          <p>{props.deleting}</p>
          {so_far}
        </Confirm>
      ) : null}
    </section>
  );
}

/** How many are done. The status is there before its text, so that a screen reader says it. */
function SoFar({ done, all }: { done: number | null; all: number }) {
  const say = useSay();
  const share = [done ?? 0, all].map(number_text);
  return (
    <>
      {all > many ? (
        <p className="hint">
          {say(
            "This ends when the page is closed; a job goes on by itself.",
            "关闭页面后操作即中止；作为批量任务则会在后台继续执行。",
          )}
        </p>
      ) : null}
      <p role="status">
        {done ? say(`Done: ${share.join(" of ")}`, `已完成：${share.join(" / ")}`) : null}
      </p>
    </>
  );
}
