import { type ReactNode, useState } from "react";
import { useBatchChange } from "../core/change";
import { number_text } from "../core/format";
import { useSay } from "../core/say";
import { Button } from "./button";
import { Confirm } from "./confirm";
import { ErrorNote } from "./error_note";
import { useTell } from "./toast";

type Act = "disable" | "delete";

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
  const accounts = [...props.chosen];
  const count = number_text(accounts.length);
  const set_status = async (status: 0 | 1) => {
    await change("PUT", `${props.path}/status/${status}`, accounts);
    tell(
      status === 0
        ? say(`${count} enabled.`, `已启用 ${count} 个。`)
        : say(`${count} disabled.`, `已停用 ${count} 个。`),
    );
    props.onDone();
  };
  if (accounts.length === 0) return null;
  return (
    <section className="batch" aria-label={say("Chosen rows", "已选行")}>
      <strong role="status">{say(`${count} chosen`, `已选 ${count} 个`)}</strong>
      <Button
        needs="manage"
        onPress={() => void set_status(0).then(() => set_error(null), set_error)}
      >
        {say("Enable", "启用")}
      </Button>
      <Button needs="manage" onPress={() => ask("disable")}>
        {say("Disable ...", "停用……")}
      </Button>
      <Button needs="manage" onPress={() => ask("delete")}>
        {say("Delete ...", "删除……")}
      </Button>
      {props.more}
      <Button kind="plain" onPress={props.onDone}>
        {say("Clear", "取消选择")}
      </Button>
      {error ? <ErrorNote error={error} /> : null}
      {act === "disable" ? (
        <Confirm
          title={say(`Disable ${count}?`, `停用 ${count} 个？`)}
          action={say("Disable", "停用")}
          onClose={() => ask(null)}
          onConfirm={() => set_status(1)}
        >
          <p>{props.disabling}</p>
        </Confirm>
      ) : null}
      {act === "delete" ? (
        <Confirm
          title={say(`Delete ${count}?`, `删除 ${count} 个？`)}
          action={say("Delete", "删除")}
          onClose={() => ask(null)}
          onConfirm={async () => {
            await change("POST", `${props.path}/delete`, accounts);
            tell(say(`${count} deleted.`, `已删除 ${count} 个。`));
            props.onDone();
          }}
        >
          <p>{props.deleting}</p>
        </Confirm>
      ) : null}
    </section>
  );
}
