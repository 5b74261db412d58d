import { useSay } from "../core/say";
import { Loaded } from "../parts/state";
import { useAttempts } from "./history";
import { HistoryList } from "./history_list";

/** What devices last tried in vain with codes of this terminal: why does its code not work? */
export function Attempts({ account }: { account: string }) {
  const say = useSay();
  const query = useAttempts(account);
  const title = say("Refused attempts", "被拒绝的尝试");
  return (
    <section className="attempts" aria-label={title}>
      <h3 className="form-part">{title}</h3>
      <Loaded query={query}>
        {(records) =>
          records.length > 0 ? (
            <HistoryList records={records} />
          ) : (
            <p className="faint">
              {say(
                "None is known. A wrong code is known to be about this terminal only if a device " +
                  "that was bound to it before enters it from the same network.",
                "没有记录。只有曾绑定到该终端的设备从同一网络输入的错误激活码，才能识别为与该终端有关。",
              )}
            </p>
          )
        }
      </Loaded>
    </section>
  );
}
