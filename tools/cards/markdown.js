"use strict";

/* Discord's markdown, as far as messages of a bot need it: headings, small text, quotes, lists; bold, italic, underline,
   strike, spoiler, code, links, mentions, times, escapes. Line breaks stay as they are. */

const BLOCKS = [
  { pattern: /^(#{1,3}) +(.+)$/, draw: ([, marks, text]) => element(`h${marks.length}`, "", ...inline(text)) },
  { pattern: /^-# +(.+)$/, draw: ([, text]) => element("small", "", ...inline(text)) },
];
const QUOTE = /^> ?(?=.|$)/;
const ITEM = /^( *)(?:[-*]|(\d+)\.) +(.+)$/;
const IN_LIST = /^ +\S|^(?:[-*]|\d+\.) +\S/;

const INLINE = [
  { pattern: /\\([^0-9A-Za-z\s])/y, draw: ([, character]) => character },
  { pattern: /`([^`]+)`/y, draw: ([, text]) => element("code", "", text) },
  { pattern: /\[((?:\\.|[^\]\\])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/y, draw: ([, text, url]) => link(url, inline(text)) },
  { pattern: /<(https?:\/\/[^\s>]+)>/y, draw: ([, url]) => link(url, [url]) },
  { pattern: /https?:\/\/[^\s<]+[^\s<.,:;"')\]]/y, draw: ([url]) => link(url, [url]) },
  { pattern: /<t:(-?\d+)(?::([tTdDfFR]))?>/y, draw: ([, seconds, style]) => time(Number(seconds), style ?? "f") },
  { pattern: /<(@[!&]?|#)\d+>/y, draw: ([, kind]) => element("span", "mention", kind === "#" ? "# news" : "@news") },
  { pattern: /<(\/[^:>]+):\d+>/y, draw: ([, command]) => element("span", "mention", command) },
  { pattern: /@(?:everyone|here)/y, draw: ([text]) => element("span", "mention", text) },
  { pattern: /\*\*((?:\\[^]|[^\\])+?)\*\*(?!\*)/y, draw: ([, text]) => element("strong", "", ...inline(text)) },
  { pattern: /__((?:\\[^]|[^\\])+?)__(?!_)/y, draw: ([, text]) => element("u", "", ...inline(text)) },
  { pattern: /\*(?!\s)((?:\\[^]|[^\\*])+?)\*(?!\*)/y, draw: ([, text]) => element("em", "", ...inline(text)) },
  { pattern: /(?<![0-9A-Za-z_])_((?:\\[^]|[^\\_])+?)_(?![0-9A-Za-z_])/y, draw: ([, t]) => element("em", "", ...inline(t)) },
  { pattern: /~~((?:\\[^]|[^\\])+?)~~/y, draw: ([, text]) => element("s", "", ...inline(text)) },
  { pattern: /\|\|((?:\\[^]|[^\\])+?)\|\|/y, draw: ([, text]) => element("span", "spoiler", ...inline(text)) },
];

/** Return the nodes of a text: block after block, plain lines together. */
function markdown(text) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length > 0) {
    nodes.push(...(taken(lines, QUOTE, QUOTE, quote) ?? taken(lines, ITEM, IN_LIST, list) ?? heading(lines) ?? plain(lines)));
  }
  return nodes;
}

/** Take the first line, where it begins a block, with those that go on with it, and draw them; null where it does not. */
function taken(lines, begins, goesOn, draw) {
  if (!begins.test(lines[0])) return null;
  const end = lines.findIndex((line, at) => at > 0 && !goesOn.test(line));
  return [draw(lines.splice(0, end < 0 ? lines.length : end))];
}

function heading(lines) {
  for (const { pattern, draw } of BLOCKS) {
    const found = pattern.exec(lines[0]);
    if (found) {
      lines.shift();
      return [draw(found)];
    }
  }
  return null;
}

function plain(lines) {
  const starts = (line) => QUOTE.test(line) || ITEM.test(line) || BLOCKS.some(({ pattern }) => pattern.test(line));
  const end = lines.findIndex(starts);
  return [element("div", "plain", ...inline(lines.splice(0, end < 0 ? lines.length : end).join("\n")))];
}

function quote(lines) {
  return element("blockquote", "", ...markdown(lines.map((line) => line.replace(QUOTE, "")).join("\n")));
}

/* A line of a list that begins no item goes on with the one before it. */
function list(lines) {
  const items = [];
  for (const line of lines) {
    const [, indent, number, text] = ITEM.exec(line) ?? [];
    if (text) items.push({ indent, number, text });
    else items.at(-1).text += `\n${line.trimStart()}`;
  }
  const whole = element(items[0].number === undefined ? "ul" : "ol", "", ...items.map(listed));
  whole.start = Number(items[0].number ?? 1);
  return whole;
}

function listed({ indent, text }) {
  const item = element("li", "", ...inline(text));
  item.style.marginLeft = `${indent.length / 2}em`;
  return item;
}

/** Return the nodes of a text without blocks. */
function inline(text) {
  const nodes = [];
  let at = 0;
  while (at < text.length) {
    const [rule, found] = first(text, at);
    nodes.push(rule ? rule.draw(found) : text[at]);
    at += rule ? found[0].length : 1;
  }
  return nodes;
}

function first(text, at) {
  for (const rule of INLINE) {
    rule.pattern.lastIndex = at;
    const found = rule.pattern.exec(text);
    if (found) return [rule, found];
  }
  return [null, null];
}

function link(url, nodes) {
  const anchor = element("a", "", ...nodes);
  anchor.href = url;
  return anchor;
}

function time(seconds, style) {
  const styles = { t: [undefined, "short"], T: [undefined, "medium"], d: ["short"], D: ["long"], F: ["full", "short"] };
  const [dateStyle, timeStyle] = styles[style] ?? ["long", "short"];
  const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle, timeStyle });
  return element("span", "time", style === "R" ? relative(seconds) : format.format(new Date(seconds * 1000)));
}

function relative(seconds) {
  const left = seconds - Date.now() / 1000;
  const sizes = { year: 31536000, month: 2592000, day: 86400, hour: 3600, minute: 60, second: 1 };
  const [unit, size] = Object.entries(sizes).find(([, size]) => Math.abs(left) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat(document.documentElement.lang).format(Math.round(left / size), unit);
}
