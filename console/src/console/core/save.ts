/** Browsers begin to read it after the click. */
const forget_ms = 10_000;

/** Gives the reader a text as a file. */
export function save_file(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), forget_ms);
}
