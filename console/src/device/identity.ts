// What the device calls itself. None of it is a secret: a serial number is a label, not a proof.
import { remember, remembered } from "../shared/memory";

/** `count` random letters and digits. */
export function random_text(count: number): string {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte) => letters.charAt(byte % letters.length)).join("");
}

function serial_number_of_now(): string {
  const kept = remembered("device-sn");
  if (kept) return kept;
  const made = `WEB-${random_text(12)}`;
  remember("device-sn", made);
  return made;
}

/** Made once for this browser; the same after a reload, if the browser keeps anything. */
export const serial_number = serial_number_of_now();

const systems: readonly (readonly [RegExp, string])[] = [
  [/Web0S|webOS/i, "LG webOS"],
  [/Tizen/, "Samsung Tizen"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

const system = systems.find(([pattern]) => pattern.test(navigator.userAgent));
export const model = system ? `Browser, ${system[1]}` : "Browser";

const engine = /(Chrome|Firefox|Version)\/([\d.]+)/.exec(navigator.userAgent);
export const software_version = engine ? `${engine[1]} ${engine[2]}`.slice(0, 64) : "";
