import { createPortal } from "react-dom";
import { grouped_code } from "../../shared/grouped_code";
import { useAttempt } from "../core/attempt";
import { useSay } from "../core/say";
import { Button } from "./button";
import { CopyButton } from "./copy";
import { ErrorNote } from "./error_note";
import { Icon } from "./icon";
import { Moment } from "./moment";
import { QrCode } from "./qr";

/** A code in groups that a voice can read out; copied it has no gaps. */
export function GroupedCode({ code }: { code: string }) {
  const at = (index: number) => `${index}`;
  return (
    <span className="grouped-code" translate="no">
      {grouped_code(code).map((group, index) => (
        <span key={at(index)}>{group}</span>
      ))}
    </span>
  );
}

interface Props {
  readonly code: string;
  readonly room: string;
  readonly expires?: number | null | undefined;
}

/** A live code: large, to copy, to scan, to print for the door. */
export function CodeCard({ code, room, expires }: Props) {
  const say = useSay();
  return (
    <div className="code-card">
      <div className="code-face">
        <p className="code-label">{say("Activation code", "激活码")}</p>
        <p className="code-large">
          <GroupedCode code={code} />
        </p>
        {expires ? (
          <p className="hint">
            {say("Valid until", "有效期至")} <Moment at={expires} />
          </p>
        ) : null}
        <div className="actions">
          <CopyButton kind="primary" text={code} label={say("Copy code", "复制激活码")} />
          <Button onPress={() => print()}>
            <Icon name="print" />
            {say("Print for the door", "打印门贴")}
          </Button>
        </div>
      </div>
      <QrCode text={code} label={say("The code as a QR code", "激活码的二维码")} />
      {createPortal(<DoorSheet code={code} room={room} expires={expires} />, document.body)}
    </div>
  );
}

/** Nothing else is on the paper; the style sheet for print sees to that. */
function DoorSheet({ code, room, expires }: Props) {
  const say = useSay();
  return (
    <div className="door-sheet" aria-hidden="true">
      <p className="door-room">{room}</p>
      <p className="door-step">{say("Enter this code on the device", "请在设备上输入此激活码")}</p>
      <p className="door-code">
        <GroupedCode code={code} />
      </p>
      <QrCode text={code} label="" />
      {expires ? (
        <p className="door-until">
          {say("Valid until", "有效期至")} <Moment at={expires} />
        </p>
      ) : null}
    </div>
  );
}

interface MaskedProps {
  readonly code: string;
  readonly isShown: boolean;
  /** If it fails, the code stays hidden. */
  readonly onShow: () => Promise<void>;
}

/** A code in a list: hidden until somebody asks for it. */
export function MaskedCode(props: MaskedProps) {
  const say = useSay();
  const { is_busy, error, attempt } = useAttempt();
  if (props.isShown) {
    return (
      <span className="masked-code">
        <code>
          <GroupedCode code={props.code} />
        </code>
        <CopyButton text={props.code} label={say("Copy", "复制")} />
      </span>
    );
  }
  return (
    <span className="masked-code">
      <span aria-hidden="true" className="mask">
        •••• ••••
      </span>
      <Button isPending={is_busy} onPress={() => void attempt(props.onShow)}>
        <Icon name="eye" />
        {say("Show", "显示")}
      </Button>
      {error ? <ErrorNote error={error} /> : null}
    </span>
  );
}
