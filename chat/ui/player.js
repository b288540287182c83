// The voice of the page: plays whole sentences one after another, the first while the next are still being made.
// The server tells it, through the wire, {turn, busy, sentences: [{source, rank}]}; the list of a turn only grows.
window.vitrine = (() => {
  let turn = 0;          // number of the turn that is heard; older ones are over
  let taken = 0;         // sentences of it that are queued already
  let queue = [];
  let playing = null;    // the sound that is heard now
  let aloud = true;
  let hushed = 0;        // number of the turn that was stopped

  const body = document.documentElement;
  const mark = rank => {
    document.querySelectorAll("#window .card.speaking").forEach(card => card.classList.remove("speaking"));
    const card = rank && document.querySelector(`#window .card[data-rank="${rank}"]`);
    if (!card) return;
    card.classList.add("speaking");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.scrollIntoView({block: "nearest", inline: "nearest", behavior: calm ? "auto" : "smooth"});
  };
  const show = () => body.classList.toggle("speaking", playing !== null);

  const next = () => {
    if (playing) return;
    const sentence = queue.shift();
    if (!sentence) { mark(0); show(); return; }
    const sound = sentence.sound;
    playing = sound;
    mark(sentence.rank);
    show();
    const over = () => {
      if (playing !== sound) return;
      playing = null;
      next();
    };
    sound.onended = over;
    sound.onerror = over;
    sound.play().catch(over);  // the browser holds sound back until the page was touched once
  };

  const silence = () => {
    queue = [];
    if (playing) playing.pause();
    playing = null;
    mark(0);
    show();
  };

  const hush = () => { hushed = turn; body.classList.remove("busy"); silence(); };

  const receive = text => {
    if (!text) return;
    const told = JSON.parse(text);
    if (told.turn < turn) return;
    if (told.turn > turn) { silence(); turn = told.turn; taken = 0; }
    body.classList.toggle("busy", told.busy && hushed !== turn);
    for (const sentence of told.sentences.slice(taken)) {
      taken += 1;
      if (!aloud || hushed === turn) continue;
      const sound = new Audio();
      sound.preload = "auto";
      sound.src = sentence.source;
      queue.push({sound, rank: sentence.rank});
    }
    next();
  };

  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !(body.classList.contains("busy") || body.classList.contains("speaking"))) return;
    document.querySelector("#stop")?.click();
  });

  return {receive, hush, aloud: yes => { aloud = yes; if (!yes) silence(); }};
})();
