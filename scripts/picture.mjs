// Draws docs/lint.svg: the output on a terminal of a run over fixtures/picture, with colours.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const columns = 108;
const [lineHeight, characterWidth, fontSize, margin] = [19, 8.4, 14, 18];

const colours = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff" };

/** The output of a command on a terminal, which `script` of util-linux provides. */
function runOnTerminal() {
  const command = `'${process.execPath}' '${root}bin/lambda-tf.js' lint`;
  const run = spawnSync("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: `${root}fixtures/picture`,
    env: { PATH: process.env.PATH, TERM: "xterm" },
    encoding: "utf8",
  });
  if (run.error || run.status !== 1) throw run.error ?? new Error(`the run gave ${run.status}: ${run.stdout}`);
  return run.stdout.replaceAll("\r\n", "\n").trimEnd();
}

/** A line as pieces of text, each with the escape codes that apply to it. */
function pieces(line, codes) {
  const found = [];
  for (const [, code, text] of line.matchAll(/\u001b\[(\d+)m|([^\u001b]+)/g)) {
    if (text !== undefined) found.push({ text, codes: new Set(codes) });
    else apply(Number(code), codes);
  }
  return found;
}

function apply(code, codes) {
  const ends = { 0: [...codes], 22: [1, 2], 24: [4], 39: [31, 32, 33, 34] }[code];
  if (ends) for (const ended of ends) codes.delete(ended);
  else codes.add(code);
}

/** The pieces of a line, wrapped at the width of the terminal. */
function wrap(line) {
  const rows = [[]];
  let used = 0;
  for (const { text, codes } of line) {
    for (let rest = text; rest !== ""; ) {
      if (used === columns) {
        rows.push([]);
        used = 0;
      }
      const part = rest.slice(0, columns - used);
      rows.at(-1).push({ text: part, codes });
      used += part.length;
      rest = rest.slice(part.length);
    }
  }
  return rows;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function span({ text, codes }) {
  const colour = Object.entries(colours).find(([code]) => codes.has(Number(code)))?.[1];
  const style = [
    colour && `fill="${colour}"`,
    codes.has(1) && 'font-weight="bold"',
    codes.has(2) && 'fill-opacity="0.6"',
    codes.has(4) && 'text-decoration="underline"',
  ].filter(Boolean);
  return style.length === 0 ? escaped(text) : `<tspan ${style.join(" ")}>${escaped(text)}</tspan>`;
}

const inForce = new Set();
const printed = runOnTerminal().split("\n");
const rows = ["\u001b[1m$ lambda-tf lint\u001b[22m", "", ...printed].flatMap((line) => wrap(pieces(line, inForce)));
const width = Math.ceil(columns * characterWidth + 2 * margin);
const height = rows.length * lineHeight + 2 * margin;
const lines = rows.map((row, index) => {
  const y = margin + (index + 0.75) * lineHeight;
  return `<text x="${margin}" y="${y}" xml:space="preserve">${row.map(span).join("")}</text>`;
});
writeFileSync(
  `${root}docs/lint.svg`,
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>A run of lambda-tf lint</title>
<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}" fill="#e6edf3">
${lines.join("\n")}
</g>
</svg>
`,
);
