// What the landing page says of the server, which stands still here as it does in an outage.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { close_clean, expect_failures, open_page } from "./support/browser.mjs";
import { browser, server } from "./support/program.mjs";

/** Nobody can write into the database until this is let go. */
class HeldDatabase {
  static #script = `
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()`;

  static async hold(path) {
    const held = new HeldDatabase();
    held.child = spawn("python3", ["-c", HeldDatabase.#script, path]);
    await once(held.child.stdout, "data");
    return held;
  }

  async let_go() {
    this.child.stdin.end();
    await once(this.child, "exit");
  }
}

test("the landing page says when the database is away, and when the server is", async () => {
  const page = await open_page(browser, server);
  await page.open("/");
  await page.waitForSelector(".health:has(.light.well):has-text('In service')");
  const held = await HeldDatabase.hold(join(server.data, "roomkey.db"));
  await page.waitForSelector(".health:has(.light.down):has-text('Not in service')");
  await held.let_go();
  await page.waitForSelector(".health:has(.light.well):has-text('In service')");
  expect_failures(page, "ERR_CONNECTION_REFUSED", "/v1/roomkey/status");
  await server.halt();
  await page.waitForSelector(".health:has(.light.away):has-text('Cannot be reached')");
  await server.resume();
  await page.waitForSelector(".health:has(.light.well)");
  await close_clean(page);
});
