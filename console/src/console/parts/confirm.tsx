import type { ReactNode } from "react";
import { Dialog, DialogForm } from "./dialog";

interface Props {
  readonly title: string;
  readonly action: string;
  readonly kind?: "primary" | "danger";
  readonly onClose: () => void;
  readonly onConfirm: () => Promise<unknown>;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Asks before something is done that cannot be taken back. */
export function Confirm(props: Props) {
  return (
    <Dialog title={props.title} onClose={props.onClose} role="alertdialog">
      <DialogForm
        action={props.action}
        kind={props.kind ?? "danger"}
        onClose={props.onClose}
        onSubmit={async () => {
          await props.onConfirm();
          props.onClose();
        }}
      >
        {props.children}
      </DialogForm>
    </Dialog>
  );
}
