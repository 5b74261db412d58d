// What an authenticator app does (RFC 6238), by itself.
import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";

const step_ms = 30_000;
const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytes_of(secret) {
  const bits = [...secret].map((digit) => base32.indexOf(digit).toString(2).padStart(5, "0"));
  return Buffer.from(
    bits
      .join("")
      .match(/.{8}/g)
      .map((byte) => Number.parseInt(byte, 2)),
  );
}

/**
 * The code of the present step, or of one so many steps later. None is accepted after a later one,
 * so a test takes them in order. Not right before the step ends, so that it still counts.
 */
export async function totp_of(secret, steps_later = 0) {
  const left = step_ms - (Date.now() % step_ms);
  if (left < 5_000) await pause(left);
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / step_ms) + steps_later));
  const mac = createHmac("sha1", bytes_of(secret)).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}
