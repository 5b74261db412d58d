import { useState } from "react";
import type { Notice } from "../../generated/api";
import { useChangeOnce } from "../core/change";
import { useSay } from "../core/say";
import { notices_path } from "../core/terminals";
import { bare_number } from "../parts/contacts";
import { CountryField, country_default } from "../parts/country_field";
import { Dialog, DialogForm } from "../parts/dialog";
import { TextField } from "../parts/field";
import { useTell } from "../parts/toast";

/** Sends the same code again. The contact is asked for where the server has forgotten it. */
export function ResendDialog({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const say = useSay();
  const change_once = useChangeOnce();
  const tell = useTell();
  const [contact, set_contact] = useState("");
  const [country, set_country] = useState(country_default);
  const is_sms = notice.channel === "sms";
  const body = is_sms
    ? { smsNumber: bare_number(contact), country }
    : { emailAddr: contact.trim() };
  return (
    <Dialog title={say("Send the code again", "再次发送激活码")} onClose={onClose}>
      <DialogForm
        action={say("Send", "发送")}
        isReady={!notice.needsContact || contact.trim() !== ""}
        onClose={onClose}
        onSubmit={async () => {
          const path = `${notices_path}/${encodeURIComponent(notice.id)}/resend`;
          await change_once("POST", path, notice.needsContact ? body : undefined);
          tell(say("Queued.", "已加入发送队列。"));
          onClose();
        }}
      >
        <p>
          {say(
            "The code stays as it is, and a bound device stays bound. It goes to ",
            "激活码保持不变，已绑定的设备不受影响。接收方：",
          )}
          <strong dir="ltr">{notice.contact}</strong>
        </p>
        {notice.needsContact ? (
          <>
            <TextField
              label={
                is_sms
                  ? say("The mobile number in full", "完整手机号码")
                  : say("The address in full", "完整邮箱地址")
              }
              type={is_sms ? "tel" : "email"}
              autoComplete="off"
              autoFocus
              value={contact}
              onChange={set_contact}
              hint={say(
                "The server has forgotten it. It has to match the masked one.",
                "服务端不再保存完整联系方式，须与脱敏形式相符。",
              )}
            />
            {is_sms ? <CountryField value={country} onChange={set_country} /> : null}
          </>
        ) : null}
      </DialogForm>
    </Dialog>
  );
}
