"use strict";

/* Draws one message as a member sees it.

   After "#" stands the JSON object {message, theme: "dark" | "light", locale, width, open}. `message` is what the bot
   sends: an interaction's answer {type, data}, a message {components, flags} or the components alone; `width` is in
   pixels; `open` shows the options of selects. When drawn, the root element says in data-height how many pixels the message takes, and in data-unknown which
   component types the page does not know. */

const EPHEMERAL = 1 << 6;
const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const SHOWN_BY = {
  "en-US": { today: "Today at 09:00", app: "APP", ephemeral: "Only you can see this", dismiss: "Dismiss message" },
  "zh-TW": { today: "今天 09:00", app: "應用程式", ephemeral: "只有您能看見此訊息", dismiss: "關閉訊息" },
  "zh-CN": { today: "今天 09:00", app: "APP", ephemeral: "只有您能看到此消息", dismiss: "关闭消息" },
};

/** How each component type of Discord's API is drawn. */
const COMPONENTS = {
  1: actionRow,
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: section,
  10: textDisplay,
  11: thumbnail,
  12: mediaGallery,
  13: file,
  14: separator,
  17: container,
};

const settings = {
  theme: "dark",
  locale: "en-US",
  width: 520,
  open: false,
  ...JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}"),
};
const unknown = new Set();

/** Return a new element; empty class names and null children are left out. */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null));
  return made;
}

function component(data) {
  const draw = COMPONENTS[data.type];
  if (draw) return draw(data);
  unknown.add(data.type);
  return element("div", "unknown", `component type ${data.type}`);
}

function container({ accent_color: accent, spoiler, components }) {
  const box = element("div", spoiler ? "container spoiler" : "container", ...components.map(component));
  if (accent !== undefined && accent !== null) {
    box.classList.add("accented");
    box.style.setProperty("--accent", `#${accent.toString(16).padStart(6, "0")}`);
  }
  return box;
}

function section({ components, accessory }) {
  return element("div", "section", element("div", "beside", ...components.map(component)), component(accessory));
}

function textDisplay({ content }) {
  return element("div", "text", ...markdown(content));
}

function separator({ divider = true, spacing = 1 }) {
  return element("div", `separator ${spacing === 2 ? "large" : "small"}${divider ? " divider" : ""}`);
}

/* Pictures are named, not loaded: the page uses no network. */
function thumbnail({ description }) {
  return element("div", "picture thumbnail", description ?? "");
}

function mediaGallery({ items }) {
  return element("div", "gallery", ...items.map(({ description }) => element("div", "picture", description ?? "")));
}

function file({ file: { url }, name, size }) {
  const shown = name ?? url.replace("attachment://", "");
  const about = element("small", "", size === undefined ? "" : `${(size / 1024).toFixed(2)} KB`);
  return element("div", "file", element("span", "paper", "📄"), element("div", "", element("a", "", shown), about));
}

function actionRow({ components }) {
  return element("div", "row", ...components.map(component));
}

function button({ style, label, emoji, disabled }) {
  const text = [emoji?.name, label].filter(Boolean).join(" ");
  const made = element("button", BUTTONS[style], text, style === 5 ? element("span", "out", "↗") : null);
  made.disabled = Boolean(disabled);
  return made;
}

function select({ placeholder, options = [], disabled }) {
  const chosen = options.find((option) => option.default);
  const shown = element("span", chosen ? "" : "placeholder", chosen?.label ?? placeholder ?? "");
  const box = element("div", disabled ? "select disabled" : "select", shown, element("span", "arrow"));
  return element("div", "choice", box, settings.open ? element("div", "options", ...options.map(choice)) : null);
}

function choice({ label, description, emoji }) {
  const text = [emoji?.name, label].filter(Boolean).join(" ");
  return element("div", "option", text, description ? element("small", "", description) : null);
}

function message(payload, words) {
  const data = payload.data ?? payload;
  const components = Array.isArray(data) ? data : data.components;
  const app = element("span", "app", words.app);
  const author = element("div", "author", element("b", "", "Jianbao"), app, element("time", "", words.today));
  const footer = element("small", "ephemeral", `${words.ephemeral} · `, element("a", "", words.dismiss));
  return element(
    "div",
    data.flags & EPHEMERAL ? "message private" : "message",
    element("div", "avatar", "剪"),
    element("div", "content", author, ...components.map(component), data.flags & EPHEMERAL ? footer : null),
  );
}

const root = document.documentElement;
root.lang = settings.locale;
root.dataset.theme = settings.theme;
document.body.style.width = `${settings.width}px`;
if (settings.message) document.body.append(message(settings.message, SHOWN_BY[settings.locale] ?? SHOWN_BY["en-US"]));
root.dataset.unknown = [...unknown].join(" ");
root.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);
