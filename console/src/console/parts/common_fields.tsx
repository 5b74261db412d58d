import { useSay } from "../core/say";
import { type FieldProps, TextField } from "./field";

type Props = Omit<FieldProps, "label"> & { readonly label?: string };

/** What something is called: the first field of its form. */
export function NameField(props: Props) {
  const say = useSay();
  return <TextField label={say("Name", "名称")} autoFocus {...props} />;
}

export function RemarksField(props: Props) {
  const say = useSay();
  return <TextField label={say("Remarks", "备注")} {...props} />;
}
