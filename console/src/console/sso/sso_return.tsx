import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import type { ConfirmSingleSignOnRequest, SsoAnswerRequest, SsoTrial } from "../../generated/api";
import { go, place } from "../core/address";
import { useAttempt } from "../core/attempt";
import { call, Refusal } from "../core/client";
import { useSay } from "../core/say";
import { type Session, session_key } from "../core/session";
import { Button, ButtonLink } from "../parts/button";
import { ErrorNote } from "../parts/error_note";
import { Icon } from "../parts/icon";
import { Loading } from "../parts/state";
import { Bare } from "../shell/bare";
import { TotpField, totp_digits } from "../sign_in/totp_setup";
import { confirm_path, sign_in_path, trial_path } from "./sso";
import { TrialResult } from "./trial_result";

const trial_mark = "t.";

/** What the provider sent along. Taken once: it leaves the address, and with it the history. */
function taken_answer(): { answer: SsoAnswerRequest; refused: string } {
  const query = new URLSearchParams(location.search);
  history.replaceState(null, "", location.pathname);
  const text = (name: string) => query.get(name) ?? "";
  const iss = text("iss");
  return {
    answer: { code: text("code"), state: text("state"), ...(iss ? { iss } : {}) },
    refused: /^[a-z_]{1,64}$/.exec(text("error"))?.[0] ?? "",
  };
}

/** Where the provider sends the browser back to. */
export function SsoReturn() {
  const say = useSay();
  const [{ answer, refused }] = useState(taken_answer);
  const is_trial = answer.state.startsWith(trial_mark);
  const title = is_trial ? say("Trial sign-in", "试登录") : say("Single sign-on", "单点登录");
  useEffect(() => {
    document.title = `${title} - roomkey`;
  }, [title]);
  const back = is_trial ? place("enterprise") : place();
  return (
    <Bare>
      <div className="sign-in">
        <h1>{title}</h1>
        {answer.code ? (
          is_trial ? (
            <Trial answer={answer} />
          ) : (
            <Entry answer={answer} />
          )
        ) : (
          <p className="note bad" role="alert">
            <Icon name="warning" />
            <span className="note-body">
              <span>{say("The provider did not sign you in.", "身份提供方未完成登录。")}</span>
              {refused ? <code>{refused}</code> : null}
            </span>
          </p>
        )}
        <div className="actions">
          <ButtonLink to={back}>
            {is_trial
              ? say("Back to Enterprise", "返回企业页")
              : say("Back to sign-in", "返回登录页")}
          </ButtonLink>
        </div>
      </div>
    </Bare>
  );
}

function Trial({ answer }: { answer: SsoAnswerRequest }) {
  const [trial, set_trial] = useState<SsoTrial | null>(null);
  const { error, attempt } = useAttempt();
  // Once: an answer counts once.
  useEffect(() => {
    void attempt(async () => set_trial(await call("PUT", trial_path, { body: answer })));
  }, []);
  if (error) return <ErrorNote error={error} />;
  return trial ? <TrialResult trial={trial} /> : <Loading />;
}

function Entry({ answer }: { answer: SsoAnswerRequest }) {
  const say = useSay();
  const client = useQueryClient();
  const [needs_totp, set_needs_totp] = useState(false);
  const [totp, set_totp] = useState("");
  const { is_busy, error, attempt } = useAttempt();
  const finish = (path: string, body: SsoAnswerRequest | ConfirmSingleSignOnRequest) =>
    attempt(async () => {
      try {
        const session = await call<Session>("PUT", path, { body });
        client.clear();
        client.setQueryData(session_key, session);
        go(place(), "replace");
      } catch (refused) {
        if (!(refused instanceof Refusal) || refused.reason !== "totp_needed") throw refused;
        set_needs_totp(true);
      }
    });
  // Once: an answer counts once.
  useEffect(() => void finish(sign_in_path, answer), []);
  if (!needs_totp) return error ? <ErrorNote error={error} /> : <Loading />;
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (totp.length === totp_digits) await finish(confirm_path, { totp });
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <TotpField
        hasFocus
        value={totp}
        onChange={set_totp}
        hint={say("Six digits that change every 30 seconds.", "每 30 秒更新的 6 位数字。")}
      />
      {error ? <ErrorNote error={error} /> : null}
      <Button
        type="submit"
        kind="primary"
        className="sign-in-button"
        isPending={is_busy}
        isDisabled={totp.length !== totp_digits}
      >
        {say("Sign in", "登录")}
      </Button>
    </form>
  );
}
