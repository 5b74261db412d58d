import { type FormEvent, useEffect, useState } from "react";
import type { FoundPairing } from "../../generated/api";
import { place, useQueryState } from "../core/address";
import { useAttempt } from "../core/attempt";
import { call } from "../core/client";
import { useSay } from "../core/say";
import { Button, ButtonLink } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { TextField } from "../parts/field";
import { Icon } from "../parts/icon";
import { Card, Page } from "../parts/page";
import { Decision, pairings_path } from "./decision";

/** As the screen shows it. */
function grouped(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^A-Z]/g, "")
    .slice(0, 8);
  return letters.length > 4 ? `${letters.slice(0, 4)}-${letters.slice(4)}` : letters;
}

/** The code behind # in the address that the QR code holds. */
function scanned_code(): string {
  const code = grouped(location.hash.slice(1));
  return code.length === 9 ? code : "";
}

interface Found {
  readonly code: string;
  readonly pairing: FoundPairing;
}

/** A screen shows a code; here somebody says which terminal it becomes. */
export function PairPage() {
  const say = useSay();
  const [query] = useQueryState();
  const [code, set_code] = useState(scanned_code);
  const [found, set_found] = useState<Found | null>(null);
  const [done, set_done] = useState<{ account: string; text: string } | null>(null);
  const { is_busy, error, attempt } = useAttempt();
  const look_up = (asked: string) =>
    attempt(async () => {
      set_found(null);
      set_done(null);
      const body = { userCode: asked };
      set_found({ code: asked, pairing: await call("POST", `${pairings_path}/find`, { body }) });
    });
  // What was scanned is looked up at once, also when another screen is scanned after it.
  useEffect(() => {
    const take = () => {
      const scanned = scanned_code();
      if (!scanned) return;
      set_code(scanned);
      void look_up(scanned);
    };
    take();
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (code.length === 9) void look_up(code);
  }
  function end(account: string, text: string) {
    set_found(null);
    set_code("");
    set_done({ account, text });
    // Or a reload would look for what is over.
    history.replaceState(null, "", location.pathname + location.search);
  }
  return (
    <Page
      title={say("Pair a screen", "屏幕配对")}
      lead={say(
        "A screen with the page /device shows a code after “Pair with a phone”. Here it gets " +
          "its terminal, without anybody typing an activation code.",
        "打开 /device 页面的屏幕选择“用手机配对”后会显示配对码，在此为其指定终端，无需输入激活码。",
      )}
    >
      {done ? <Done {...done} /> : null}
      <form className="help-form" onSubmit={submit} noValidate>
        <TextField
          label={say("Code on the screen", "屏幕上的配对码")}
          name="code"
          autoComplete="off"
          spellCheck="false"
          placeholder="XXXX-XXXX"
          value={code}
          onChange={(typed) => set_code(grouped(typed))}
        />
        <Button type="submit" kind="primary" isPending={is_busy} isDisabled={code.length !== 9}>
          {say("Find the screen", "查找屏幕")}
        </Button>
      </form>
      {error ? <ErrorNote error={error} /> : null}
      {found ? (
        <Card title={say("This screen asks", "请求配对的屏幕")}>
          <Decision
            key={found.code}
            code={found.code}
            pairing={found.pairing}
            wanted={query.get("for") ?? ""}
            onEnd={end}
          />
        </Card>
      ) : null}
    </Page>
  );
}

function Done({ account, text }: { account: string; text: string }) {
  const say = useSay();
  return (
    <div className="note good pair-done" role="status">
      <Icon name="good" />
      <div className="note-body">
        <p className="note-title">{text}</p>
        {account ? (
          <ButtonLink to={place("terminals", account)}>
            {say("Show the terminal", "查看终端")}
          </ButtonLink>
        ) : null}
      </div>
    </div>
  );
}
