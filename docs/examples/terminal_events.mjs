// Follows the events of a terminal, in a browser or in Node 18 and newer. EventSource cannot send
// the header with the credential, so this is fetch. As a program it prints each event and ends when
// the terminal is unbound:
//
//   echo CREDENTIAL | NODE_EXTRA_CA_CERTS=server.crt node terminal_events.mjs https://HOST:8443

/** A comment comes every 15 s, so a stream that is silent for so long is dead. */
const silence_max_ms = 45_000;

const first_pause_ms = 1_000;
const longest_pause_ms = 60_000;

/** What stands between two empty lines. Comments are no events. */
function event_of(block) {
  const lines = block.split("\n");
  const values_of = (field) => {
    const found = lines.filter((line) => line.startsWith(`${field}: `));
    return found.map((line) => line.slice(field.length + 2));
  };
  const data = values_of("data");
  if (data.length === 0) return null;
  return { name: values_of("event")[0], data: JSON.parse(data.join("\n")) };
}

/** Yields {name, data} of each event until the server ends the stream. */
export async function* events(server, credential) {
  const stop = new AbortController();
  let watchdog = setTimeout(() => stop.abort(), silence_max_ms);
  try {
    const reply = await fetch(`${server}/v1/terminal/events`, {
      headers: { "X-Access-Token": credential },
      signal: stop.signal,
    });
    if (!reply.ok) throw Object.assign(new Error(await reply.text()), { status: reply.status });
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(watchdog);
      watchdog = setTimeout(() => stop.abort(), silence_max_ms);
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const event of blocks.map(event_of)) if (event) yield event;
    }
  } finally {
    clearTimeout(watchdog);
    stop.abort();
  }
}

/**
 * Gives every event to `take`, over as many streams as it takes, until the terminal is unbound.
 * Throws if the credential is refused: then a new code is needed.
 */
export async function follow(server, credential, take) {
  let pause_ms = first_pause_ms;
  for (;;) {
    try {
      for await (const event of events(server, credential)) {
        pause_ms = first_pause_ms;
        take(event);
        if (event.name === "unbound") return;
      }
    } catch (failure) {
      if (failure.status === 401) throw failure;
    }
    // Not all devices at the same moment, once a server is back.
    await new Promise((resolve) => setTimeout(resolve, pause_ms * (0.5 + Math.random() / 2)));
    pause_ms = Math.min(2 * pause_ms, longest_pause_ms);
  }
}

const words = globalThis.process?.argv ?? [];
if (words[1]?.endsWith("terminal_events.mjs")) {
  const { readFileSync } = await import("node:fs");
  const credential = readFileSync(0, "utf8").trim();
  await follow(words[2], credential, ({ name, data }) => console.log(name, JSON.stringify(data)));
}
