import { Refusal, Unreachable } from "../core/client";
import { useSay } from "../core/say";
import { Button } from "./button";
import { CopyButton } from "./copy";
import { Icon } from "./icon";

interface Props {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** Nothing was to be changed, as where it can be tried again. */
  readonly isRead?: boolean;
}

/** What went wrong, in the reader's language, and where to read more. */
export function ErrorNote(props: Props) {
  const say = useSay();
  const { error } = props;
  const refusal = error instanceof Refusal ? error : null;
  return (
    <div className="note bad" role="alert">
      <Icon name="warning" />
      <div className="note-body">
        <p className="note-title">
          {refusal ? (
            refusal.message
          ) : (
            <OtherError error={error} isRead={props.isRead ?? Boolean(props.onRetry)} />
          )}
        </p>
        {refusal ? (
          <p className="note-detail">
            {refusal.code ? (
              <a href={`/errors#${refusal.code}`} target="_blank" rel="noopener noreferrer">
                {refusal.code}
              </a>
            ) : null}
            {refusal.request_id ? (
              <span className="request-id">
                {say("Request", "请求")} <code>{refusal.request_id}</code>
                <CopyButton
                  text={refusal.request_id}
                  label={say("Copy request id", "复制请求 ID")}
                />
              </span>
            ) : null}
          </p>
        ) : null}
        {props.onRetry ? <Button onPress={props.onRetry}>{say("Try again", "重试")}</Button> : null}
      </div>
    </div>
  );
}

function OtherError({ error, isRead }: { error: unknown; isRead: boolean }) {
  const say = useSay();
  if (error instanceof Unreachable) {
    if (isRead) return say("The server cannot be reached.", "无法连接服务器。");
    return say(
      "The server cannot be reached. Nothing can be said about whether the last change was made.",
      "无法连接服务器，上一次修改是否已生效无法确定。",
    );
  }
  return say("Something unexpected happened in this page.", "页面发生意外错误。");
}
