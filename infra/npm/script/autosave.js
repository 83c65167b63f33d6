// Saves a form with data-autosave as it is typed: a moment after the last key, and
// when the page is left. It posts the form to where its button posts it, says quietly
// that it is saved and honestly when it is not, and tries again. What is typed is
// kept in the page and nowhere else in the browser.

const afterTyping = 2000;
const longestWait = 60000;
const patience = 20000;

class Autosave {
  constructor(form) {
    this.form = form;
    this.turn = form.elements.namedItem("turn");
    this.shown = form.elements.namedItem("shown");
    this.saved = this.typed().toString();
    this.said = "";
    this.wait = afterTyping;
    this.show();
    form.addEventListener("input", () => this.later(afterTyping));
    form.addEventListener("change", () => this.later(afterTyping));
    form.addEventListener("submit", (event) => this.submits(event));
    document.addEventListener("visibilitychange", () => this.save(document.visibilityState === "hidden"));
    window.addEventListener("pagehide", () => this.save(true));
    window.addEventListener("pageshow", () => { this.leaving = false; });
    window.addEventListener("online", () => this.save());
    window.addEventListener("beforeunload", (event) => {
      if (this.failing && !this.leaving && this.changed()) event.preventDefault();
    });
  }

  // show makes the place where it is said, and one that is only read out.
  show() {
    this.place = document.createElement("div");
    this.place.className = "app-saved";
    this.heard = document.createElement("div");
    this.heard.className = "govuk-visually-hidden";
    this.heard.setAttribute("role", "status");
    this.form.append(this.place, this.heard);
  }

  // typed is the form as it would be sent, but for what changes each time. What is
  // marked so is not sent before its button is pressed.
  typed() {
    const all = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) all.append(name, value);
    for (const control of this.form.querySelectorAll('[data-autosave="off"]')) all.delete(control.name);
    all.delete("turn");
    all.delete("shown");
    return all;
  }

  // changed tells whether there is anything that is not known to be saved.
  changed() { return this.typed().toString() !== this.saved; }

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save(leaves = false) {
    if (this.over || this.leaving || !this.changed()) return;
    if (this.busy && !leaves) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    const body = this.typed(), typed = body.toString();
    body.set("shown", this.shown.value);
    body.set("turn", this.turn.value = Number(this.turn.value) + 1);
    this.busy = true;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", headers: { Accept: "application/json" }, body, redirect: "error",
        keepalive: leaves && body.toString().length < 60000, signal: leaves ? undefined : AbortSignal.timeout(patience),
      });
      this.answered(answer.status, await answer.json(), typed);
    } catch {
      this.fails();
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.later(afterTyping);
    }
  }

  answered(status, answer, typed) {
    if (answer.version) { // saved, but for what clashes
      this.shown.value = answer.shown;
      this.saved = typed;
      this.wait = afterTyping;
    }
    const worked = this.failing;
    this.failing = false;
    if (status === 200 && answer.elsewhere) {
      this.say("Saved. An answer on this page was changed elsewhere.", { text: "Show the page as it is saved", href: location.href });
    } else if (status === 200) {
      const time = new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "");
      this.say(`Saved at ${time}`, null, worked || !this.said ? "Saved" : "");
    } else if (status === 409 && answer.version) {
      this.say("Not saved: an answer was changed elsewhere.", { text: "See what was changed" });
    } else if (status === 401) {
      this.say("Not saved: you have been signed out.", { text: "Sign in and continue" });
    } else if (status === 410) {
      this.over = true;
      this.say(`Not saved. ${answer.problem}.`, { text: "See how it is now", href: answer.next });
    } else if (status === 404) {
      this.over = true;
      this.say(`Not saved. ${answer.problem}.`);
    } else if (status === 413) {
      this.say("Not saved: this is too long. Shorten the longest answer.");
    } else if (status >= 400 && status < 500) {
      this.say(`Not saved. ${answer.problem}.`);
    } else {
      this.fails();
    }
  }

  fails() {
    this.failing = true;
    this.saved = null; // it may have arrived all the same
    this.say("Not saved, trying again. Keep this page open.");
    this.later(this.wait);
    this.wait = Math.min(this.wait * 2, longestWait);
  }

  // say shows what is the matter, with what can be done about it. It is read out only
  // when it is news.
  say(text, way, heard = text) {
    if (text !== this.said) {
      this.place.textContent = text;
      this.place.classList.toggle("app-saved--problem", text.startsWith("Not"));
      if (way) this.place.append(" ", way.href ? this.link(way) : this.button(way));
    }
    if (heard && text !== this.said) this.heard.textContent = heard;
    this.said = text;
  }

  link({ text, href }) {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = href;
    link.textContent = text;
    return link;
  }

  // button sends the whole page, to come back to it afterwards.
  button({ text }) {
    const button = document.createElement("button");
    button.className = "app-saved__button";
    button.name = "then";
    button.value = "stay";
    button.textContent = text;
    return button;
  }

  // submits lets the form go, unless it is known that it would not arrive: then it is
  // tried first, for a browser that cannot reach us would show nothing of it again.
  async submits(event) {
    clearTimeout(this.timer);
    if (this.failing) {
      const pressed = event.submitter;
      event.preventDefault();
      await this.save();
      if (!this.failing) this.form.requestSubmit(pressed);
      return;
    }
    this.leaving = true;
    this.turn.value = Number(this.turn.value) + 1;
  }
}

for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
