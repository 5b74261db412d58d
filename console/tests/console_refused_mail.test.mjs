// A mail server that refuses this service: nothing fails, and nothing arrives.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { after, test } from "node:test";

/** Greets, and takes mail from nobody. */
const mail = createServer((connection) => {
  connection.on("error", () => undefined);
  connection.write("220 mail.example ESMTP\r\n");
  connection.setEncoding("latin1").on("data", (text) => {
    for (const line of text.split("\r\n").filter(Boolean)) {
      if (/^(EHLO|HELO|RSET)/i.test(line)) connection.write("250 mail.example\r\n");
      else if (/^QUIT/i.test(line)) connection.end("221 bye\r\n");
      else connection.write("553 5.7.1 sender not allowed here\r\n");
    }
  });
});
await once(mail.listen(0, "127.0.0.1"), "listening");
process.env.ROOMKEY_EMAIL_SERVER = `smtp://127.0.0.1:${mail.address().port}`;
process.env.ROOMKEY_EMAIL_STARTTLS = "off";
process.env.ROOMKEY_EMAIL_FROM = "roomkey@example.com";
after(() => mail.close());

const { open } = await import("./support/administrator.mjs");
const { close_clean } = await import("./support/browser.mjs");
const { ask } = await import("./support/console.mjs");

test("messages that a mail server refuses are first on the overview", async () => {
  const page = await open("/console");
  await page.waitForSelector(".empty:has-text('Nothing needs you now.')");
  for (const name of ["Lobby", "Library"]) {
    const body = { devType: "idea-hub", devName: name, emailAddr: "room@example.com" };
    const made = await ask(page, "POST", "/v1/usg/dcs/corp/vision/activecode", body);
    assert.equal(made.status, 200, JSON.stringify(made.body));
  }
  await page.waitForFunction(async () => {
    const reply = await fetch("/v1/roomkey/notices?delayed=true", {
      headers: { "X-Roomkey-Console": "1" },
    });
    return (await reply.json()).count === 2;
  });
  await page.reload();
  const first = page.locator(".needed-link").first();
  await first.locator(":text('Messages that wait because they could not be sent')").waitFor();
  assert.equal(await first.locator(".needed-count").textContent(), "2");
  await first.click();
  await page.waitForSelector(".table tbody tr:has-text('Lobby'):has-text('553')");
  await page.waitForSelector(".table tbody tr:has-text('Library'):has-text('553')");
  assert.equal(await page.locator(".table tbody tr").count(), 2);
  await page.waitForSelector(".toolbar button:has-text('Waiting after a failure')");
  const own = await ask(page, "GET", "/v1/roomkey/notices?state=failed");
  assert.equal(own.body.count, 0);
  await close_clean(page);
});
