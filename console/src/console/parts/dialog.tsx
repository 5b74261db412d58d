import type { FormEvent, ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useAttempt } from "../core/attempt";
import { useSay } from "../core/say";
import { Button } from "./button";
import { ErrorNote } from "./error_note";
import { Icon } from "./icon";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly isWide?: boolean;
  /** What must be read, such as a new code, is closed on purpose only. */
  readonly isHeld?: boolean;
  readonly role?: "dialog" | "alertdialog";
}

/** Is shown while it is drawn. */
export function Dialog(props: DialogProps) {
  const say = useSay();
  return (
    <ModalOverlay
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={props.isHeld ?? false}
      onOpenChange={(is_open) => {
        if (!is_open) props.onClose();
      }}
      className="overlay"
    >
      <Modal className={props.isWide ? "modal wide" : "modal"}>
        <AriaDialog className="dialog" role={props.role ?? "dialog"}>
          <div className="dialog-head">
            <Heading slot="title">{props.title}</Heading>
            <Button kind="plain" onPress={props.onClose} aria-label={say("Close", "关闭")}>
              <Icon name="close" />
            </Button>
          </div>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

interface FormProps {
  /** What the button that does it says. */
  readonly action: string;
  readonly kind?: "primary" | "danger";
  readonly isReady?: boolean;
  readonly onClose: () => void;
  /** Its rejection is shown above the buttons, and the form stays. */
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
}

/** The body of a dialog that does something: fields, what went wrong, the buttons. */
export function DialogForm(props: FormProps) {
  const say = useSay();
  const { is_busy, error, attempt } = useAttempt();
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (props.isReady !== false) await attempt(props.onSubmit);
  }
  return (
    <form className="dialog-form" onSubmit={submit} noValidate>
      <div className="dialog-body">
        {props.children}
        {error ? <ErrorNote error={error} /> : null}
      </div>
      <div className="dialog-foot">
        <Button onPress={props.onClose}>{say("Cancel", "取消")}</Button>
        <Button
          type="submit"
          kind={props.kind ?? "primary"}
          isPending={is_busy}
          isDisabled={props.isReady === false}
        >
          {props.action}
        </Button>
      </div>
    </form>
  );
}
