// Everything on the page that is tapped. What it means is decided on the server: here taps are only handed on, and sheets opened.
// [data-say] is sent as if typed; [data-do] is an operation with names and values; [data-sheet] opens a sheet; [data-pick] chooses for comparing;
// [data-reveal] shows what stands beside it; [data-theme], [data-language], [data-keeps] and [data-menu] concern this browser alone.
window.vitrineDesk = (() => {
  const KEEP = "vitrine-";
  const MOST = 4;
  const picked = new Set();
  const root = document.documentElement;
  const words = () => JSON.parse(document.querySelector("#desk-words")?.dataset.words || "{}");
  const find = selector => document.querySelector(selector);
  const send = told => { close(); window.vitrineTap?.(told); };

  // the sheet: one dialog, filled from our own routes
  let sheet = null;
  let opener = null;
  let opened = 0;        // sheets asked for: only the last answer is shown
  const dialog = () => {
    if (sheet) return sheet;
    sheet = document.createElement("dialog");
    sheet.id = "sheet";
    sheet.setAttribute("aria-labelledby", "sheet-title");
    sheet.addEventListener("click", event => { if (event.target === sheet) close(); });
    sheet.addEventListener("close", () => { const back = opener; opener = null; back?.isConnected && back.focus(); });
    find("main.contain").append(sheet);
    return sheet;
  };
  const close = () => { if (sheet?.open) sheet.close(); };
  const shut = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sheet-close";
    button.setAttribute("aria-label", words().close);
    button.textContent = "×";
    button.addEventListener("click", close);
    return button;
  };
  const open = async (name, query = {}) => {
    const box = dialog();
    if (!box.open) opener = document.activeElement;
    if (!box.open) {  // at once: the map takes seconds when it is drawn for the first time
      const wait = Object.assign(document.createElement("p"), {id: "sheet-title", className: "sheet-wait", textContent: words().thinking});
      wait.setAttribute("role", "status");
      wait.insertAdjacentHTML("beforeend", '<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>');
      box.replaceChildren(shut(), wait);
      box.className = name;
      box.showModal();
    }
    const asked = ++opened;
    const address = `/sheet/${name}?${new URLSearchParams(query)}`;
    const answer = await fetch(address, {headers: {"X-Vitrine-Session": sessionStorage.getItem("vitrine-session") || ""}});
    if (asked !== opened || !box.open) return;  // closed, or another one asked for meanwhile
    const body = document.createElement("div");
    body.className = "sheet-scroll";
    body.tabIndex = 0;  // scrolled by keyboard
    if (answer.ok) body.innerHTML = await answer.text();
    else { const said = document.createElement("p"); said.id = "sheet-title"; said.textContent = words().expired_view; body.append(said); }
    box.replaceChildren(shut(), body);
    box.className = name;
    body.scrollTop = 0;
    body.querySelector(".map-shown, .map-mark")?.scrollIntoView({block: "nearest", inline: "center"});  // on a phone the map is wider than what is seen of it
    mark();
  };

  const fill = (name, body) => {  // with what is made here
    const box = dialog();
    opener = document.activeElement;
    box.replaceChildren(shut(), body);
    box.className = name;
    box.showModal();
    return box;
  };

  // comparing: up to four, picked on cards and in sheets
  let found = false;     // whether a list was on show
  const mark = () => {
    const listed = Boolean(find("#window .cards"));
    if (found && !listed && find("#window .tiles")) picked.clear();  // a conversation begins anew
    found = listed;
    document.querySelectorAll("[data-pick]").forEach(each => each.setAttribute("aria-pressed", String(picked.has(each.dataset.pick))));
    document.querySelectorAll("#window .card").forEach(each => each.classList.toggle("picked", picked.has(each.dataset.item)));
    let bar = find("#compare-bar");
    if (!picked.size) { bar?.remove(); return; }
    if (!bar) {
      bar = document.createElement("div");
      bar.id = "compare-bar";
      bar.setAttribute("role", "status");
      const go = document.createElement("button");
      const clear = document.createElement("button");
      go.type = clear.type = "button";
      go.className = "solid";
      clear.className = "plain";
      go.addEventListener("click", () => open("compare", {items: JSON.stringify([...picked])}));
      clear.addEventListener("click", () => { picked.clear(); mark(); });
      bar.append(go, clear);
      find("#window").after(bar);
    }
    const [go, clear] = bar.children;
    const told = words();
    go.disabled = picked.size < 2;
    const label = picked.size < 2 ? told.compare_more : told.compare_go.replace("{}", picked.size);
    if (go.textContent !== label) go.textContent = label;
    if (clear.textContent !== told.compare_clear) clear.textContent = told.compare_clear;
  };
  const pick = id => {
    if (picked.has(id)) picked.delete(id);
    else if (picked.size < MOST) picked.add(id);
    else say(words().compare_most);
    mark();
  };
  const say = text => {
    const said = find("#desk-said") || find("main.contain").appendChild(Object.assign(document.createElement("p"), {id: "desk-said"}));
    said.setAttribute("role", "status");
    said.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => said.remove(), 3500);
  };

  // what stands hidden beside a button: the reasons of a card, the editor of a wish, the menu
  const reveal = button => {
    const name = button.dataset.reveal;
    const around = button.closest(name === "against" ? ".card, .sheet-body" : ".wish, nav");
    const part = around?.querySelector(`.${name}`);
    if (!part) return;
    const show = part.hidden;
    document.querySelectorAll(".wish-editor, .menu").forEach(each => { if (each !== part && !each.contains(part)) hide(each); });
    part.hidden = !show;
    around.querySelectorAll(`[data-reveal="${name}"][aria-expanded]`).forEach(each => each.setAttribute("aria-expanded", String(show)));
    if (show) part.querySelector("button, input, select, a")?.focus();
    else around.querySelector(`[data-reveal="${name}"][aria-expanded]`)?.focus();
  };
  const hide = part => {
    part.hidden = true;
    part.parentElement.querySelectorAll("[aria-expanded]").forEach(each => each.setAttribute("aria-expanded", "false"));
  };

  // correcting what was said, and judging the answer: buttons beside the last lines of the talk
  const correct = bubble => {
    const told = words();
    const form = document.createElement("form");
    form.className = "sheet-scroll correcting";
    const title = Object.assign(document.createElement("h2"), {id: "sheet-title", textContent: told.correct});
    const field = Object.assign(document.createElement("textarea"), {name: "text", rows: 3, maxLength: 2000, value: bubble.querySelector(".words")?.innerText || ""});
    field.setAttribute("aria-labelledby", "sheet-title");
    const hint = Object.assign(document.createElement("p"), {className: "panel-hint", textContent: told.correcting});
    const go = Object.assign(document.createElement("button"), {type: "submit", className: "solid", textContent: told.correct});
    form.addEventListener("submit", event => {
      event.preventDefault();
      event.stopPropagation();
      if (field.value.trim()) send({do: "correct", turn: turnOf(bubble), words: field.value});
    });
    field.addEventListener("keydown", event => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); } });
    form.append(title, field, hint, go);
    fill("correct", form);
    field.focus();
    field.select();
  };
  const turnOf = bubble => [...bubble.classList].find(each => each.startsWith("turn-"))?.slice(5) || "";
  const small = (name, label, tap) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `line-act ${name}`;
    button.title = label;
    button.setAttribute("aria-label", label);
    button.addEventListener("click", tap);
    return button;
  };
  const judge = (bubble, good, reason = "") => {
    window.vitrineTap?.({do: "judge", turn: turnOf(bubble), good: good ? "yes" : "no", reason});
    const bar = bubble.querySelector(".line-acts");
    bar.replaceChildren(Object.assign(document.createElement("span"), {textContent: words().thanks}));
    bar.setAttribute("role", "status");
    judged.add(turnOf(bubble));
  };
  const judged = new Set();
  const dress = () => {
    const told = words();
    if (!told.correct) return;
    const said = [...document.querySelectorAll("#chat .user .said[class*='turn-']")].filter(each => !each.querySelector(".line-act") && turnOf(each) !== "0");
    for (const bubble of said) bubble.append(small("correct", told.correct, () => correct(bubble)));
    document.querySelectorAll("#chat .bot .line-acts").forEach(each => { if (each.closest(".said") !== last()) each.remove(); });
    const answer = last();
    if (!answer || turnOf(answer) === "0" || answer.querySelector(".line-acts") || judged.has(turnOf(answer))) return;
    const bar = Object.assign(document.createElement("span"), {className: "line-acts"});
    const why = () => {
      const reasons = told.bad_reasons.map(each => Object.assign(document.createElement("button"), {type: "button", className: "reason", textContent: each.label}));
      reasons.forEach((each, at) => each.addEventListener("click", () => judge(answer, false, told.bad_reasons[at].name)));
      bar.replaceChildren(Object.assign(document.createElement("span"), {textContent: told.bad_why}), ...reasons);
      reasons[0].focus();
    };
    bar.append(small("good", told.good, () => judge(answer, true)), small("bad", told.bad, why));
    answer.append(bar);
  };
  const last = () => [...document.querySelectorAll("#chat .bot .said[class*='turn-']")].pop();

  // this browser's own choices
  const dark = () => localStorage.getItem(KEEP + "theme");
  const paint = () => { const wanted = dark(); if (wanted) document.body.classList.toggle("dark", wanted === "dark"); };
  const theme = () => {
    localStorage.setItem(KEEP + "theme", document.body.classList.contains("dark") ? "light" : "dark");
    paint();
  };
  const language = code => {
    document.cookie = `vitrine-language=${code}; path=/; max-age=31536000; SameSite=Strict`;
    location.reload();
  };
  const erase = () => { if (confirm(words().delete_sure)) { picked.clear(); find("#again")?.click(); } };
  const fetched = async kind => {  // a file of this conversation, whose name is no part of any address
    const answer = await fetch(`/export/${kind}`, {headers: {"X-Vitrine-Session": sessionStorage.getItem("vitrine-session") || ""}});
    if (!answer.ok) { say(words().expired_view); return; }
    const link = Object.assign(document.createElement("a"), {href: URL.createObjectURL(await answer.blob()), download: `vitrine.${kind}`});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  document.addEventListener("click", event => {  // a browser takes the file that was chosen last for no change
    if (event.target.matches?.("#box input[type=file]")) event.target.value = "";
  }, {capture: true});
  document.addEventListener("click", event => {
    const on = event.target.closest?.("[data-say],[data-do],[data-sheet],[data-pick],[data-reveal],[data-theme],[data-language],[data-erase],[data-export]");
    const menu = find("nav .menu:not([hidden])");
    if (menu && !event.target.closest("nav")) hide(menu);
    if (!on || on.tagName === "FORM") return;
    const told = on.dataset;
    if (told.say !== undefined) send({say: told.say});
    else if (told.do) send({...told});
    else if (told.sheet) open(told.sheet, told.item ? {item: told.item} : {});
    else if (told.pick) pick(told.pick);
    else if (told.reveal) { reveal(on); return; }
    else if (told.theme !== undefined) theme();
    else if (told.language) language(told.language);
    else if (told.export) fetched(told.export);
    else if (told.erase !== undefined) erase();
    if (menu && menu.contains(on)) hide(menu);
  });
  document.addEventListener("submit", event => {
    const form = event.target.closest("form[data-do]");
    if (!form) return;
    event.preventDefault();
    const value = new FormData(form).get("value")?.toString() || "";
    send({...form.dataset, value, words: form.dataset.words.replace("{}", value)});
  });
  document.addEventListener("change", event => {
    const chooser = event.target.closest("[data-chooses]");
    if (chooser) say(words().opening_catalog);  // a large one takes seconds
    if (chooser) send({do: chooser.dataset.chooses, value: chooser.value, words: chooser.value});
    const keeps = event.target.closest("[data-keeps]");
    if (keeps) document.cookie = `${keeps.dataset.keeps}=${keeps.value}; path=/; max-age=31536000; SameSite=Strict`;
  });
  document.addEventListener("keydown", event => {
    if (event.key === "Escape") { document.querySelectorAll(".menu:not([hidden]), .wish-editor:not([hidden]), .card .against:not([hidden])").forEach(hide); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]") || sheet?.open) return;
    const card = /^[1-9]$/.test(event.key) && find(`#window .card[data-rank="${event.key}"]`);
    if (card) open("details", {item: card.dataset.item});
    else if (event.key === "?") open("help");
    else if (event.key === "/") find("#box textarea")?.focus();
    else if (event.key === "m") open("map");
    else if (event.key === "u") send({do: "undo"});
    else if (event.key === "c" && picked.size > 1) open("compare", {items: JSON.stringify([...picked])});
    else return;
    event.preventDefault();
  });

  // The talk grows less high while the shop speaks: its last words stay in sight.
  let log = null, below = true;
  const held = new ResizeObserver(() => { if (below && document.querySelector("#chat .user")) log.scrollTop = log.scrollHeight; });
  const hold = () => {
    const now = find("#chat .bubble-wrap");
    if (!now || now === log) return;
    log = now;
    log.addEventListener("scroll", () => { from_the_top(); below = log.scrollHeight - log.scrollTop - log.clientHeight < 60; }, {passive: true});
    held.disconnect();
    held.observe(log);
  };

  // The opening is read from its top: Gradio scrolls to the end of whatever it draws.
  let touched = false;
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) document.addEventListener(name, event => { touched ||= Boolean(event.target.closest?.("#chat")); }, {passive: true});
  const from_the_top = () => { if (log && !touched && !find("#chat .user")) log.scrollTop = 0; };

  // Gradio draws the talk and the window anew at every view
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; dress(); mark(); hold(); from_the_top(); });
  }).observe(root, {childList: true, subtree: true});
  document.addEventListener("DOMContentLoaded", paint);
  return {open, close, fill, words, dressed: told => { root.lang = told || "en"; paint(); }};
})();
