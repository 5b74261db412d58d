// Turns built files into one block of bytes and a table of what lies where in it.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** A compressed form; empty unless it is smaller by at least a tenth. */
function compressed(content, compress) {
  const form = compress(content);
  return form.length * 10 < content.length * 9 ? form : Buffer.alloc(0);
}

function forms_of(content) {
  return [
    content,
    compressed(content, (bytes) => gzipSync(bytes, { level: 9 })),
    compressed(content, (bytes) =>
      brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 11,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    ),
  ];
}

function assembly(path) {
  return `    .section .rodata
    .balign 16
    .global roomkey_console_bytes
roomkey_console_bytes:
    .incbin "${path}"
    .section .note.GNU-stack,"",%progbits
`;
}

function table(note, rows) {
  return `// Made ${note}.
#include "console/console_files.hpp"

#include <array>

extern "C" char const roomkey_console_bytes[];

namespace roomkey {
namespace {

std::string_view part(std::size_t begin, std::size_t size) {
    return {roomkey_console_bytes + begin, size};
}

}  // namespace

std::span<ConsoleFile const> console_files() {
    static std::array<ConsoleFile, ${rows.length}> const files{{
${rows.join("\n")}
    }};
    return files;
}

}  // namespace roomkey
`;
}

export function embed({ out, assets, types, note, pages }) {
  const files = pages.map(({ path, text }) => ({
    path,
    caching: "asked",
    type: "text/html;charset=UTF-8",
    content: Buffer.from(text),
  }));
  for (const name of readdirSync(assets).sort()) {
    const type = types[extname(name)];
    if (!type) throw new Error(`${name} has no content type`);
    const content = readFileSync(join(assets, name));
    files.push({ path: `/assets/${name}`, caching: "forever", type, content });
  }

  const bytes = [];
  let size = 0;
  const rows = files.map((file) => {
    const parts = forms_of(file.content).map((form) => {
      const begin = size;
      bytes.push(form);
      size += form.length;
      return `part(${begin}, ${form.length})`;
    });
    const tag = createHash("sha256").update(file.content).digest("hex").slice(0, 32);
    return `        {"${file.path}", Caching::${file.caching}, {"${file.type}", "${tag}",
         ${parts.join(", ")}}},`;
  });

  const binary = join(out, "console_bytes.bin");
  writeFileSync(binary, Buffer.concat(bytes));
  writeFileSync(join(out, "console_bytes.S"), assembly(binary));
  writeFileSync(join(out, "console_files.cpp"), table(note, rows));
}
