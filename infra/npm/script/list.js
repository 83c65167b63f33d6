// A list of referrals: keyboard shortcuts, and word of what changes while it is shown.
// Nothing depends on either, and neither moves anything that is about to be pressed.

const list = document.querySelector("[data-list]");

if (list && list.hasAttribute("data-shortcuts")) {
  const rows = () => [...list.querySelectorAll("tbody tr")];
  const here = () => document.activeElement.closest("[data-list] tbody tr");
  const press = (element) => element && (element.focus(), element.click());
  const help = document.getElementById("shortcuts");
  let going = 0; // until when a letter after g names a list

  // From row to row by focus, which everybody sees and assistive technology follows.
  const move = (by) => {
    const all = rows();
    const to = all[here() ? all.indexOf(here()) + by : 0];
    to?.querySelector("th a").focus();
  };

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    o: () => press(here()?.querySelector("th a")),
    c: () => press(here()?.querySelector(".app-claim button:not([aria-disabled=true])")),
    n: () => press(document.querySelector("[data-claim-next]")),
    g: () => (going = Date.now() + 2000),
    "?": () => help.open || help.showModal(),
  };

  // A letter means something else where something is typed or chosen with it, and
  // together with another key; so does one that the browser or a tool has taken.
  const elsewhere = "input, textarea, select, dialog[open], [contenteditable], [role=textbox], [role=searchbox], [role=combobox], [role=listbox], [role=menu], [role=application]";

  document.addEventListener("keydown", (event) => {
    const taken = event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey;
    if (taken || event.target.closest(elsewhere)) return;
    const held = event.repeat && event.key !== "j" && event.key !== "k";
    let deed = held ? undefined : keys[event.key];
    if (Date.now() < going) {
      const target = event.key === "d" ? "a[href='/my-day']" : `a[data-key="${CSS.escape(event.key)}"]`;
      deed = () => press(document.querySelector(target));
    }
    if (event.key !== "g") going = 0;
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  // Some browsers leave the focus in a dialog that is closed.
  help.addEventListener("close", () => help.contains(document.activeElement) && document.activeElement.blur());
  document.querySelector("[data-show-shortcuts]").addEventListener("click", keys["?"]);
}

const live = document.querySelector("[data-live]");

if (live && list) {
  const every = 30000; // milliseconds
  let wait = every;
  let timer;

  // In place of its button a row says that it is taken. The button stays where it is
  // while somebody is on it, and the row keeps its height.
  const mark = ({ row, tag, words }) => {
    const button = list.querySelector(`tr[data-row="${CSS.escape(row)}"] .app-claim button`);
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    const form = button.closest("form");
    button.setAttribute("aria-disabled", "true");
    const swap = () => {
      const height = `${form.offsetHeight}px`;
      const said = document.createElement("strong");
      said.className = "govuk-tag govuk-tag--grey";
      said.textContent = tag;
      const who = document.createElement("span");
      who.className = "govuk-visually-hidden";
      who.textContent = `: ${words}`;
      said.append(who);
      said.title = words;
      form.style.height = height;
      form.replaceChildren(said);
    };
    if (form.contains(document.activeElement)) form.addEventListener("focusout", swap, { once: true });
    else swap();
  };

  const tell = ({ words, taken }) => {
    (taken || []).forEach(mark);
    if (live.dataset.words === words) return;
    live.dataset.words = words;
    const reload = document.createElement("a");
    reload.className = "govuk-link";
    reload.href = live.dataset.reload;
    reload.textContent = "Refresh the list";
    live.replaceChildren(`${words}: `, reload);
  };

  const look = async () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(live.dataset.live, { redirect: "manual", cache: "no-store", headers: { Accept: "application/json" } });
      if (answer.status === 200) tell(await answer.json());
      else if (answer.status !== 204 && answer.status < 500) return; // signed out, or the list is no more
      wait = answer.status < 500 ? every : Math.min(wait * 2, 20 * every);
    } catch {
      wait = Math.min(wait * 2, 20 * every);
    }
    timer = setTimeout(look, wait);
  };
  document.addEventListener("visibilitychange", look);
  timer = setTimeout(look, wait);
}
