import { useSay } from "../core/say";
import { CountryField, calling_code_of, country_default } from "./country_field";
import { TextField } from "./field";

/** Where a code or a password is sent. Empty texts: nowhere. */
export interface Contact {
  readonly email: string;
  readonly phone: string;
  readonly country: string;
}

export const no_contact: Contact = { email: "", phone: "", country: country_default };

/** As people write numbers: blanks, dashes and brackets are no part of them. */
export const bare_number = (phone: string): string => phone.replace(/[\s().\-\u2010-\u2015]/g, "");

const is_number = (phone: string): boolean => /^\+?[0-9]{3,31}$/.test(bare_number(phone));
export const is_email = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email.trim());

export const is_contact_well_formed = ({ email, phone }: Contact): boolean =>
  (email === "" || is_email(email)) && (phone === "" || is_number(phone));

export const has_contact = ({ email, phone }: Contact): boolean => email !== "" || phone !== "";

/** The members of a request; those of users have other names than those of codes. */
export const code_contact = ({ email, phone, country }: Contact) => ({
  ...(email ? { emailAddr: email.trim() } : {}),
  ...(phone ? { smsNumber: bare_number(phone), country } : {}),
});

export const user_contact = ({ email, phone, country }: Contact) => ({
  email: email.trim(),
  phone: bare_number(phone),
  ...(phone ? { country } : {}),
});

export function ContactFields(props: { value: Contact; onChange: (contact: Contact) => void }) {
  const say = useSay();
  const { value } = props;
  const set = (part: Partial<Contact>) => props.onChange({ ...value, ...part });
  const is_phone_bad = value.phone !== "" && !is_number(value.phone);
  const is_email_bad = value.email !== "" && !is_email(value.email);
  const code = calling_code_of(value.country);
  return (
    <div className="contacts">
      <TextField
        label={say("Email", "邮箱")}
        type="email"
        autoComplete="off"
        value={value.email}
        onChange={(email) => set({ email })}
        error={is_email_bad ? say("This is not an address yet.", "邮箱地址尚不完整。") : undefined}
      />
      <TextField
        label={say("Mobile number", "手机号码")}
        type="tel"
        autoComplete="off"
        value={value.phone}
        onChange={(phone) => set({ phone })}
        error={
          is_phone_bad
            ? say("Digits only, + in front if any.", "只能填写数字，可以 + 开头。")
            : undefined
        }
        hint={
          value.phone && !is_phone_bad
            ? bare_number(value.phone).startsWith("+")
              ? say("Used as it is.", "按所填号码使用。")
              : say(`Read as a number of +${code}.`, `按 +${code} 的号码解释。`)
            : undefined
        }
      />
      {value.phone ? (
        <CountryField value={value.country} onChange={(country) => set({ country })} />
      ) : null}
    </div>
  );
}
