import { type FormEvent, useEffect, useState } from "react";
import { useQueryState } from "../core/address";
import { useSay } from "../core/say";
import { useMay } from "../core/session";
import { Button } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { Card, Page } from "../parts/page";
import { Empty, Loaded } from "../parts/state";
import { FoundDevice } from "./found_device";
import { FoundPerson } from "./found_person";
import { FoundTerminalCard } from "./found_terminal";
import { useLookedUp } from "./look_up";

/** One box for the help desk: what somebody reads out on the phone, and what to do about it. */
export function HelpPage() {
  const say = useSay();
  const [query, change] = useQueryState();
  const asked = query.get("about") ?? "";
  const [text, set_text] = useState(asked);
  useEffect(() => set_text(asked), [asked]);
  const found = useLookedUp(asked);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === asked) void found.refetch();
    else change({ about: text.trim() || null });
  }
  return (
    <Page
      title={say("Why does this code not work?", "激活码为何无法使用？")}
      lead={say(
        "Type what the person in the room reads out: the code, the account, the name or " +
          "the serial number. The account or name of somebody who cannot sign in is found, too.",
        "输入现场人员提供的信息：激活码、帐号、终端名称或序列号。也可输入无法登录者的帐号或姓名。",
      )}
    >
      <form className="help-form" onSubmit={submit} noValidate>
        <TextField
          label={say("Code, account, name or serial number", "激活码、帐号、名称或序列号")}
          autoComplete="off"
          autoFocus
          value={text}
          onChange={set_text}
        />
        <Button type="submit" kind="primary" isDisabled={text.trim() === ""}>
          {say("Look it up", "查询")}
        </Button>
      </form>
      {asked ? (
        <Loaded query={found}>
          {({ terminals, devices, people, is_code_like, error }) => (
            <>
              {error ? <ErrorNote error={error} onRetry={() => void found.refetch()} /> : null}
              {terminals.length + devices.length + people.length > 0 ? (
                <div className="found">
                  {terminals.map((account) => (
                    <FoundTerminalCard key={account} account={account} asked={asked} />
                  ))}
                  {devices.map((device) => (
                    <FoundDevice key={device.account} device={device} />
                  ))}
                  {people.map((user) => (
                    <FoundPerson key={user.userAccount} user={user} />
                  ))}
                </div>
              ) : error ? null : (
                <NotFound isCode={is_code_like} />
              )}
            </>
          )}
        </Loaded>
      ) : null}
    </Page>
  );
}

/** Nothing finds a code that was spent or replaced, so what it was cannot be said. */
function NotFound({ isCode }: { isCode: boolean }) {
  const say = useSay();
  const may = useMay();
  return (
    <Card>
      <Empty icon="search" title={say("Nothing is known by this.", "没有找到匹配的记录。")}>
        <p>
          {isCode
            ? say(
                "If it is a code: it has been used, replaced by a reset, deleted, or " +
                  "mistyped. Ask for the name or the account of the terminal and look that " +
                  "up; a reset gives a new code.",
                "如果是激活码：可能已被使用、因重置被替换、被删除或输入有误。请改用终端名称或帐号查询；重置即可获得新激活码。",
              )
            : say(
                "Check the spelling, or try a part of the name.",
                "请检查拼写，或尝试名称的一部分。",
              )}
        </p>
        {isCode ? (
          <p>
            {may("reset")
              ? say(
                  "Which of these it is cannot be told from the code: old codes are not kept. " +
                    "The history of the terminal says when its code was used or replaced.",
                  "系统不保留旧激活码，因此仅凭激活码无法判断属于哪种情况。终端的历史记录会显示激活码何时被使用或替换。",
                )
              : say(
                  "Your role cannot look for codes, so it may also be one that works.",
                  "您的角色无权查询激活码，因此它也可能是有效的激活码。",
                )}
          </p>
        ) : null}
      </Empty>
    </Card>
  );
}
