import { useSay } from "../core/say";
import { is_email } from "../parts/contacts";
import { TextField } from "../parts/field";

/** Nothing, or what looks like an address. */
export const is_address = (text: string): boolean => text.trim() === "" || is_email(text);

/** Where a reset of many sends the codes. */
export function CodesTo(props: { value: string; onChange: (email: string) => void }) {
  const say = useSay();
  return (
    <TextField
      label={say("Email for codes of rows without a contact", "未填写联系方式的各行所用的邮箱")}
      type="email"
      autoComplete="off"
      value={props.value}
      onChange={props.onChange}
      error={
        is_address(props.value)
          ? undefined
          : say("This is not an address yet.", "邮箱地址尚不完整。")
      }
      hint={say(
        "May be left empty: the codes are then found in the list of unused codes.",
        "可不填写，此时新激活码可在“未用激活码”中查看。",
      )}
    />
  );
}
