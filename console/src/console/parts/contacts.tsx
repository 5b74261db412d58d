import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReadContacts } from "../../generated/api";
import { call, Refusal } from "../core/client";
import { useSay } from "../core/say";
import { CountryField, country_default } from "./country_field";
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

const typing_pause_ms = 400;

type Reading = { readonly is_refused: boolean; readonly read: ReadContacts | null } | null;

/** What the server makes of a contact, by its own rules; null while that is not known. */
function useReading(contact: Contact): Reading {
  const given = JSON.stringify(code_contact(contact));
  const [asked, ask] = useState("{}");
  useEffect(() => {
    const timer = setTimeout(() => ask(given), typing_pause_ms);
    return () => clearTimeout(timer);
  }, [given]);
  const { data, error } = useQuery({
    queryKey: ["contact", asked],
    queryFn: ({ signal }) => {
      const body: unknown = JSON.parse(asked);
      return call<ReadContacts>("POST", "/v1/roomkey/contacts/read", { body, signal });
    },
    enabled: asked !== "{}",
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (asked !== given) return null;
  if (data) return { is_refused: false, read: data };
  const is_refused = error instanceof Refusal && error.status === 400;
  return is_refused ? { is_refused, read: null } : null;
}

/** Addresses and numbers that are not whole yet are not worth a question. */
const well_formed_part = (value: Contact, part: "email" | "phone"): Contact => {
  const contact = { ...no_contact, country: value.country, [part]: value[part] };
  return is_contact_well_formed(contact) ? contact : no_contact;
};

function useNumberWords(value: Contact): { error?: string; hint?: string } {
  const say = useSay();
  const reading = useReading(well_formed_part(value, "phone"));
  if (value.phone === "") return {};
  if (!is_number(value.phone)) {
    return { error: say("Digits only, + in front if any.", "只能填写数字，可以 + 开头。") };
  }
  if (reading?.is_refused) {
    return {
      error: bare_number(value.phone).startsWith("+")
        ? say(
            "This is not a whole number of its country.",
            "该号码不完整，或不是所属国家的有效号码。",
          )
        : say("This is not a number of the country.", "该号码不是所选国家的有效号码。"),
    };
  }
  const number = reading?.read?.smsNumber;
  return number ? { hint: say(`Messages go to ${number}.`, `将发送到 ${number}。`) } : {};
}

function useAddressError(value: Contact): string | undefined {
  const say = useSay();
  const reading = useReading(well_formed_part(value, "email"));
  if (value.email === "") return undefined;
  if (!is_email(value.email)) return say("This is not an address yet.", "邮箱地址尚不完整。");
  return reading?.is_refused
    ? say("No mail can be sent to this address.", "无法向该地址发送邮件。")
    : undefined;
}

export function ContactFields(props: { value: Contact; onChange: (contact: Contact) => void }) {
  const say = useSay();
  const { value } = props;
  const set = (part: Partial<Contact>) => props.onChange({ ...value, ...part });
  const number = useNumberWords(value);
  return (
    <div className="contacts">
      <TextField
        label={say("Email", "邮箱")}
        type="email"
        autoComplete="off"
        value={value.email}
        onChange={(email) => set({ email })}
        error={useAddressError(value)}
      />
      <TextField
        label={say("Mobile number", "手机号码")}
        type="tel"
        autoComplete="off"
        value={value.phone}
        onChange={(phone) => set({ phone })}
        error={number.error}
        hint={number.hint}
      />
      {value.phone ? (
        <CountryField value={value.country} onChange={(country) => set({ country })} />
      ) : null}
    </div>
  );
}
