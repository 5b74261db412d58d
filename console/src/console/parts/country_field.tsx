import { countries } from "roomkey:countries";
import { useMemo } from "react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useLanguage, useSay } from "../core/say";
import { Button } from "./button";
import { Icon } from "./icon";
import { region_of } from "./regions";

export const country_default = "chinaPR";

/** Names in the reader's language, in its order; mainland China, the default, first. */
function useCountries() {
  const language = useLanguage();
  return useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "region" });
    const named = countries.map(([id, calling_code]) => {
      const region = region_of(id);
      const name = (region ? names.of(region) : undefined) ?? id;
      return { id, name, calling_code, text: `${name} +${calling_code}` };
    });
    const order = new Intl.Collator(language);
    named.sort((one, other) => order.compare(one.name, other.name));
    const first = named.filter(({ id }) => id === country_default);
    return [...first, ...named.filter(({ id }) => id !== country_default)];
  }, [language]);
}

export function CountryField(props: {
  value: string;
  onChange: (country: string) => void;
  label?: string;
}) {
  const say = useSay();
  const found = useCountries();
  return (
    <ComboBox
      className="field combo"
      defaultItems={found}
      selectedKey={props.value || null}
      menuTrigger="focus"
      onSelectionChange={(key) => {
        // Emptied to type another: the country stays until one is chosen.
        if (key !== null) props.onChange(String(key));
      }}
    >
      <Label>{props.label ?? say("Country of the number", "号码所属国家或地区")}</Label>
      <div className="combo-box">
        <Input className="input" />
        <Button kind="plain" aria-label={say("Show all countries", "显示全部国家或地区")}>
          <Icon name="down" />
        </Button>
      </div>
      <Popover className="popover">
        <ListBox className="list-box">
          {(item: { id: string; name: string; calling_code: string; text: string }) => (
            <ListBoxItem id={item.id} textValue={item.text} className="list-item">
              <span>{item.name}</span>
              <span className="faint">+{item.calling_code}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
