// The program and a browser that trusts it, for all tests of the file that imports this.
import { after, before } from "node:test";
import { launch } from "./browser.mjs";
import { Server } from "./server.mjs";

export let server;
export let browser;

const terminals = [];
/** Called before the first test: the enterprise has this terminal. */
export const with_terminal = (name) => terminals.push(name);

const steps = [];
/** Done before the first test, when server and browser are there. */
export const prepare = (step) => steps.push(step);

before(async () => {
  server = await Server.start();
  for (const name of terminals) server.add_terminal(name);
  browser = await launch(server);
  for (const step of steps) await step();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});
