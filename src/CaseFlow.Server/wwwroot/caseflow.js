// What pages need of the browser and the framework does not give.
// A session ends when nobody works; over the connection alone the server would not tell the cookie.
let worked = Date.now();
let told = Date.now();
for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, () => { worked = Date.now(); }, { passive: true });
setInterval(() => {
  if (worked <= told) return;
  told = Date.now();
  fetch("/session/alive", { cache: "no-store" }).catch(() => {});
}, 5 * 60 * 1000);

window.caseflow = {
  focus: id => document.getElementById(id)?.focus(),
  // The first field of a form that is wrong, or what is said of a part that is no field, or of the whole.
  focusWrong: id => {
    const wrong = document.getElementById(id)?.querySelector('[aria-invalid="true"], .field-error') ?? document.getElementById(id)?.querySelector('[role="alert"]');
    if (wrong && !wrong.matches("input, select, textarea, fieldset")) wrong.tabIndex = -1;
    wrong?.focus();
  },
  save: async (name, stream) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([await stream.arrayBuffer()], { type: "application/json" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  ask: id => document.getElementById(id)?.showModal(),
  place: () => document.querySelector("dialog[open]") ? null : [...document.querySelectorAll("[data-row]")].indexOf(document.activeElement),
  keepPlace: at => {
    const rows = document.querySelectorAll("[data-row]");
    if (document.activeElement === document.body && rows.length > 0) rows[Math.min(at, rows.length - 1)].focus();
  },
};

// Up and down go from row to row of a list; from outside a list they enter it only where nothing else wants the keys.
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey || !["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  const rows = [...document.querySelectorAll("[data-row]")];
  const at = rows.indexOf(document.activeElement);
  const entering = at < 0 && event.key === "ArrowDown" && (document.activeElement === document.body || document.activeElement?.matches("h1, main"));
  if (rows.length === 0 || (at < 0 && !entering)) return;
  const to = { ArrowDown: Math.min(at + 1, rows.length - 1), ArrowUp: Math.max(at - 1, 0), Home: 0, End: rows.length - 1 }[event.key];
  event.preventDefault();
  rows[to].focus();
});

// A panel that hangs over the page closes on Escape, when the reader goes elsewhere, and when another one opens.
const close = (kept, focus) => {
  for (const panel of document.querySelectorAll("details.hung[open]")) {
    if (panel === kept) continue;
    panel.open = false;
    if (focus) panel.querySelector("summary").focus();
  }
};
const holding = target => target instanceof Element ? target.closest("details.hung") : null;
document.addEventListener("keydown", event => { if (event.key === "Escape") close(null, true); });
// A page that is opened from the panel stands under it; a form in it does not leave.
document.addEventListener("click", event => close(event.target.closest?.("nav a") ? null : holding(event.target), false));
document.addEventListener("focusin", event => close(holding(event.target), false));
