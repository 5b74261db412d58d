import type { AppWithKey } from "../../generated/api";
import { useSay } from "../core/say";
import { Fact, Facts } from "../parts/badge";
import { Button } from "../parts/button";
import { CopyButton } from "../parts/copy";
import { Dialog } from "../parts/dialog";
import { Icon } from "../parts/icon";

/** The only time that an App Key is seen. It is in this dialog and goes with it. */
export function KeyDialog({ app, onClose }: { app: AppWithKey; onClose: () => void }) {
  const say = useSay();
  return (
    <Dialog title={app.app_name} isWide isHeld onClose={onClose}>
      <div className="dialog-body">
        <p className="note warn">
          <Icon name="warning" />
          {say(
            "Keep this App Key now. It is not shown again; a lost one has to be replaced.",
            "请立即保存 App Key。它不会再次显示，遗失后只能重置。",
          )}
        </p>
        <Facts>
          <Fact name="App ID">
            <code className="secret">{app.app_id}</code>
          </Fact>
          <Fact name="App Key">
            <code className="secret">{app.app_key}</code>
          </Fact>
        </Facts>
        <p className="hint">
          {say(
            "If the program signs every sign-in separately, have each nonce accepted only once: ",
            "若程序每次登录都重新签名，建议由运维人员开启“每个 nonce 只接受一次”：",
          )}
          <code>roomkey corp set --strict-nonces on</code>
        </p>
        <div className="actions">
          <CopyButton
            kind="primary"
            text={app.app_key}
            label={say("Copy App Key", "复制 App Key")}
          />
          <CopyButton text={app.app_id} label={say("Copy App ID", "复制 App ID")} />
        </div>
      </div>
      <div className="dialog-foot">
        <Button onPress={onClose}>{say("I have kept it", "已保存")}</Button>
      </div>
    </Dialog>
  );
}
