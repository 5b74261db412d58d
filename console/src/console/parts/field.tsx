import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  Select as AriaSelect,
  TextField as AriaTextField,
  Button,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
  TextArea,
  type TextFieldProps,
} from "react-aria-components";
import { Icon } from "./icon";

export interface FieldProps extends Omit<TextFieldProps, "className" | "children"> {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly lines?: number;
  readonly placeholder?: string;
}

export function TextField({ label, hint, error, lines, placeholder, ...rest }: FieldProps) {
  return (
    <AriaTextField {...rest} className="field" isInvalid={Boolean(error)}>
      <Label>{label}</Label>
      {lines ? (
        <TextArea className="input" rows={lines} />
      ) : (
        <Input className="input" {...(placeholder ? { placeholder } : {})} />
      )}
      {hint ? (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      ) : null}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  );
}

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly isLabelHidden?: boolean;
  readonly hint?: string;
}

/** A choice of one. The empty value is a choice like the others. */
export function Select({ label, value, options, onChange, isLabelHidden, hint }: SelectProps) {
  return (
    <AriaSelect
      className="field select"
      selectedKey={`=${value}`}
      onSelectionChange={(key) => onChange(String(key).slice(1))}
      {...(isLabelHidden ? { "aria-label": label } : {})}
    >
      {isLabelHidden ? null : <Label>{label}</Label>}
      <Button className="input select-button">
        <SelectValue className="select-value" />
        <Icon name="down" />
      </Button>
      {hint ? (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      ) : null}
      <Popover className="popover">
        <ListBox className="list-box">
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={`=${option.value}`}
              textValue={option.text}
              className="list-item"
            >
              {option.text}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

export function Checkbox(props: {
  isSelected: boolean;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  onChange: (is_selected: boolean) => void;
  label?: string;
  children?: ReactNode;
}) {
  const { label, children, ...rest } = props;
  return (
    <AriaCheckbox {...rest} className="checkbox" {...(label ? { "aria-label": label } : {})}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="checkbox-box" aria-hidden="true">
            {isIndeterminate ? <Icon name="dash" /> : isSelected ? <Icon name="tick" /> : null}
          </span>
          {children ? <span>{children}</span> : null}
        </>
      )}
    </AriaCheckbox>
  );
}
