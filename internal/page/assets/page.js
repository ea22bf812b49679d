"use strict";
// What the page does beyond being read: search, filter, keys, the pair under
// the pointer. Everything is on the page without it. Texts are only ever read.
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const text = $("ui-text"), find = $("ui-find"), pick = $("ui-pick"), help = $("ui-help");

  // Light or dark, as the system has it until told otherwise.
  const remember = (key, value) => { try { value === undefined ? 0 : localStorage.setItem(key, value); return localStorage.getItem(key); } catch { return null; } };
  const themes = ["", "light", "dark"];
  const setTheme = (t) => { if (t) root.dataset.theme = t; else delete root.dataset.theme; };
  setTheme(themes.includes(remember("recto-theme")) ? remember("recto-theme") : "");
  const nextTheme = () => {
    const t = themes[(themes.indexOf(root.dataset.theme || "") + 1) % themes.length];
    setTheme(t); remember("recto-theme", t);
    say(t ? t : "light or dark, as the system has it");
  };

  if (!find) return; // the morning report, or an empty document

  const now = $("ui-now"), tally = $("ui-tally"), infos = $("ui-infos").children;
  let hush = 0;
  function say(message) {
    clearTimeout(hush);
    now.textContent = message; now.hidden = !message;
    if (message) hush = setTimeout(() => { now.hidden = true; }, 4000);
  }

  // The pairs: a number that the sentences of one bead share.
  const partners = (s) => [...s.closest(".para").querySelectorAll(`.s[data-b="${CSS.escape(s.dataset.b)}"]`)];
  let twins = [];
  const mark = (s) => {
    for (const t of twins) t.classList.remove("twin");
    twins = s ? partners(s) : [];
    for (const t of twins) t.classList.add("twin");
  };
  text.addEventListener("pointerover", (e) => mark(e.target.closest(".s") || current));

  let current = null;
  function select(s, scroll = true) {
    if (current) { current.removeAttribute("aria-current"); current.removeAttribute("tabindex"); }
    current = s;
    mark(s);
    if (!s) { say(""); return; }
    s.setAttribute("aria-current", "true");
    s.tabIndex = -1;
    s.focus({ preventScroll: true });
    if (scroll) s.scrollIntoView({ block: "center", behavior: "instant" });
    const info = infos[s.dataset.i || 0];
    const id = (partners(s).find((t) => t.id) || s).id.replace(/^t-/, "");
    say([id, info && info.textContent].filter(Boolean).join(" · "));
  }
  text.addEventListener("click", (e) => {
    const s = e.target.closest(".s");
    if (s && !e.target.closest("a") && getSelection().isCollapsed) select(s, false);
  });

  // Moving: over the sentences that are shown, the first of each pair.
  const all = () => [...text.querySelectorAll(".para:not([hidden]) .src .s")];
  const wants = (s, word) => (" " + (s.dataset.f || "") + " ").includes(" " + word + " ");
  function go(step, word) {
    let list = all();
    if (word) list = list.filter((s) => wants(s, word));
    else if (root.classList.contains("filtered")) list = list.filter((s) => !s.classList.contains("off"));
    if (!list.length) { say(word === "moved" ? "no phrase was put back" : "nothing to look at"); return; }
    const here = current && (current.closest(".src") ? current : partners(current)[0]);
    let i;
    if (!here) {
      // From where the reader is.
      i = list.findIndex((s) => s.getBoundingClientRect().bottom > 80);
      if (i < 0) i = 0;
      if (step < 0) i = Math.max(0, i - 1);
    } else {
      const after = (s) => here.compareDocumentPosition(s) & Node.DOCUMENT_POSITION_FOLLOWING;
      i = step > 0 ? list.findIndex((s) => s !== here && after(s)) : list.findLastIndex((s) => s !== here && !after(s));
      if (i < 0) { say(step > 0 ? "the last one" : "the first one"); return; }
    }
    select(list[i]);
  }
  function across() {
    if (!current) return go(1);
    const side = current.closest(".side");
    const other = partners(current).find((t) => t.closest(".side") !== side);
    if (other) select(other);
  }
  function note() {
    const here = document.activeElement.closest && document.activeElement.closest(".note");
    if (here) { const back = here.querySelector("a.id"); if (back) select($(back.hash.slice(1))); else if (current) select(current); return; }
    if (!current) return;
    const own = partners(current);
    const link = own.map((s) => s.nextElementSibling).find((n) => n && n.matches("a.flag")) || own.map((s) => s.querySelector(".ref")).find(Boolean);
    if (link) show($(link.hash.slice(1)));
  }
  let shown = null;
  function show(n) {
    if (!n) return;
    if (shown) shown.classList.remove("here");
    shown = n;
    n.classList.add("here");
    n.focus({ preventScroll: true });
    n.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  // Search and filter. The index is made when it is first needed.
  const fold = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  function built() {
    if (index) return index;
    index = [];
    for (const para of text.querySelectorAll(".para")) {
      const beads = new Map();
      for (const s of para.querySelectorAll(".s")) {
        let b = beads.get(s.dataset.b);
        if (!b) beads.set(s.dataset.b, b = { spans: [], words: " ", text: "", off: false });
        b.spans.push(s);
        if (s.dataset.f) b.words += s.dataset.f + " ";
        let t = s.textContent;
        if (s.querySelector(".ref, .gap")) { const c = s.cloneNode(true); for (const r of c.querySelectorAll(".ref, .gap")) r.remove(); t = c.textContent; }
        b.text += "\n" + fold(t);
      }
      index.push({ para, leaf: para.previousElementSibling && para.previousElementSibling.matches(".leaf") ? para.previousElementSibling : null, beads: [...beads.values()] });
    }
    return index;
  }
  function apply() {
    const query = fold(find.value.trim()), word = pick.value;
    const on = Boolean(query || word);
    root.classList.toggle("filtered", on);
    let hits = 0;
    for (const { para, leaf, beads } of built()) {
      const fits = beads.map((b) => (!word || b.words.includes(" " + word + " ")) && (!query || b.text.includes(query)));
      const any = fits.includes(true);
      if (any) beads.forEach((b, i) => {
        if (fits[i]) hits++;
        if (b.off === fits[i]) { b.off = !fits[i]; for (const s of b.spans) s.classList.toggle("off", b.off); }
      });
      if (para.hidden === any) para.hidden = !any;
      if (leaf) leaf.hidden = on;
    }
    tally.textContent = on ? (hits === 1 ? "1 sentence" : hits + " sentences") : "";
    $("ui-none").hidden = hits > 0;
    light(query);
  }
  // Found words are painted, not marked up: the text stays as it is.
  function light(query) {
    if (!CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!query) return;
    const ranges = [];
    for (const { para, beads } of index) {
      if (para.hidden) continue;
      for (const b of beads) for (const s of b.spans) {
        if (s.classList.contains("off")) continue;
        const walk = document.createTreeWalker(s, NodeFilter.SHOW_TEXT);
        for (let n = walk.nextNode(); n; n = walk.nextNode()) {
          // Folding may change lengths: map each folded unit to its character.
          const at = []; let folded = "", i = 0;
          for (const c of n.data) { const f = fold(c); for (let k = 0; k < f.length; k++) at.push(i); folded += f; i += c.length; }
          at.push(i);
          for (let k = folded.indexOf(query); k >= 0; k = folded.indexOf(query, k + query.length)) {
            const r = new Range(); r.setStart(n, at[k]); r.setEnd(n, at[k + query.length]); ranges.push(r);
          }
        }
        if (ranges.length > 2000) break;
      }
      if (ranges.length > 2000) break;
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }
  let wait = 0;
  find.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(apply, 120); });
  pick.addEventListener("change", apply);
  function clear() { clearTimeout(wait); find.value = ""; pick.value = ""; apply(); if (current) select(current); }

  const actions = {
    prev: () => go(-1, "look"), next: () => go(1, "look"), theme: nextTheme, clear,
    help: () => help.showModal(),
    all: (b) => { const open = b.closest(".look").classList.toggle("all"); b.setAttribute("aria-expanded", open); b.textContent = open ? "Show less" : "Show all " + b.closest(".look").querySelectorAll("li").length; },
  };
  document.addEventListener("click", (e) => {
    const b = e.target.closest("[data-do]");
    if (b && actions[b.dataset.do]) { actions[b.dataset.do](b); return; }
    const a = e.target.closest("a[href^='#']");
    if (!a || a.matches(".skip")) return;
    const t = $(decodeURIComponent(a.hash.slice(1)));
    if (!t) return;
    if (t.closest(".para") && t.closest(".para").hidden) clear();
    if (t.matches(".s")) { e.preventDefault(); select(t); history.replaceState(null, "", a.hash); }
    else if (t.matches(".note")) { e.preventDefault(); show(t); }
  });

  // Keys: one key each, for those who want them.
  const single = $("ui-keys");
  single.checked = remember("recto-keys") !== "off";
  single.addEventListener("change", () => remember("recto-keys", single.checked ? "on" : "off"));
  const keys = {
    j: () => go(1), k: () => go(-1), n: () => go(1, "look"), N: () => go(-1, "look"), m: () => go(1, "moved"), M: () => go(-1, "moved"),
    x: across, Enter: note, t: nextTheme, "?": actions.help,
    "/": () => { find.focus(); find.select(); },
    f: () => { pick.selectedIndex = (pick.selectedIndex + 1) % pick.options.length; apply(); say(pick.selectedOptions[0].textContent); },
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || help.open) return;
    if (e.key === "Escape") { if (find.value || pick.value) clear(); else select(null); find.blur(); return; }
    if (e.target === find) { if (e.key === "Enter") { e.preventDefault(); clearTimeout(wait); apply(); find.blur(); go(1); } return; }
    if (e.target.matches("input, select, textarea")) return;
    if (e.key === "Enter" && e.target.matches("a, button, summary")) return;
    if (!single.checked || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });

  const arrive = () => { const t = $(decodeURIComponent(location.hash.slice(1))); if (t && t.matches(".s")) select(t); else if (t && t.matches(".note")) show(t); };
  addEventListener("hashchange", arrive);
  if (location.hash.length > 1) arrive();
  // A printed page shows all notes that are folded.
  addEventListener("beforeprint", () => { for (const d of document.querySelectorAll("details")) d.open = true; });
})();
