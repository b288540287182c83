// The voice of the page: plays whole sentences one after another without a gap, the first while the next are still being made.
// The server tells it, through the wire, {turn, busy, sentences: [{source, rank, words}]}; the list of a turn only grows.
// What it does is told to the page as "vitrine-voice" events: {state: "thinking" | "speaking" | "quiet", words, turn}.
window.vitrine = (() => {
  const AHEAD_S = 0.02;        // a sound is started this long before it is to be heard, so that it begins on the sample
  const FADE_S = 0.015;        // a voice cut off at once clicks
  const READ_MS = 55;          // a character, where a sentence can only be read: about 200 words a minute
  let turn = 0;                // number of the turn that is heard; older ones are over
  let taken = 0;               // sentences of it that are queued already
  let queue = [];              // {rank, words, sound: Promise<AudioBuffer | null>}
  let playing = null;          // what is heard now: {rank, words, node, from, until} in seconds of the context
  let played = 0;              // sentences of the turn that were heard to their end
  let end = 0;                 // when the last scheduled sound ends, in seconds of the context
  let scheduled = [];          // sounds that wait for their time
  let fetching = false;
  let held = false;            // somebody may be cutting in: the voice waits
  let aloud = true;
  let busy = false;
  let hushed = 0;              // number of the turn that was stopped
  let context = null;
  let gain = null;

  const body = document.documentElement;
  const tell = (state, words = "") => document.dispatchEvent(new CustomEvent("vitrine-voice", {detail: {state, words, turn}}));
  const speaking = () => playing !== null || scheduled.length > 0;
  const show = () => {
    body.classList.toggle("speaking", speaking());
    body.classList.toggle("busy", busy && hushed !== turn);
  };
  const mark = rank => {
    document.querySelectorAll("#window .card.speaking").forEach(card => card.classList.remove("speaking"));
    const card = rank && document.querySelector(`#window .card[data-rank="${rank}"]`);
    if (!card) return;
    card.classList.add("speaking");
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.scrollIntoView({block: "nearest", inline: "nearest", behavior: calm ? "auto" : "smooth"});
  };

  const open = () => {
    if (!context) {
      context = new AudioContext();
      gain = context.createGain();
      gain.connect(context.destination);
    }
    if (context.state === "suspended" && !held) context.resume();
    return context;
  };
  // The browser holds sound back until the page was touched once.
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, () => { if (context) open(); }, {capture: true});

  const load = async source => {
    if (!source) return null;
    try {
      const answer = await fetch(source);
      return answer.ok ? await open().decodeAudioData(await answer.arrayBuffer()) : null;
    } catch { return null; }
  };

  const begin = each => {
    if (!scheduled.includes(each)) return;
    scheduled = scheduled.filter(other => other !== each);
    playing = each;
    mark(each.rank);
    show();
    tell("speaking", each.words);
  };
  const over = each => {
    if (playing !== each && !scheduled.includes(each)) return;
    scheduled = scheduled.filter(other => other !== each);
    if (playing === each) playing = null;
    played += 1;
    if (!speaking() && !queue.length) { mark(0); show(); tell(busy ? "thinking" : "quiet"); }
  };

  // Sounds are given to the context as soon as they are there, each to begin where the one before it ends.
  const schedule = async () => {
    if (fetching) return;
    fetching = true;
    while (queue.length) {
      const mine = turn, next = queue[0];
      const sound = await next.sound;
      if (mine !== turn || queue[0] !== next) continue;
      queue.shift();
      const heard = sound && open().state !== "closed";
      const now = open().currentTime;
      const seconds = heard ? sound.duration : Math.max(1, next.words.length * READ_MS / 1000);
      const each = {...next, node: null, from: Math.max(now + AHEAD_S, end), until: 0};
      each.until = end = each.from + seconds;
      scheduled.push(each);
      if (heard) {
        each.node = context.createBufferSource();
        each.node.buffer = sound;
        each.node.connect(gain);
        each.node.onended = () => over(each);
        each.node.start(each.from);
      }
      watch();
    }
    fetching = false;
  };
  // The context's clock says when a caption is due; it stands still while the voice is held.
  let watching = false;
  const watch = () => {
    if (watching) return;
    watching = true;
    const look = () => {
      const now = context.currentTime;
      for (const each of [...scheduled]) if (each.from <= now + 0.01) {
        if (playing && playing !== each) over(playing);
        begin(each);
      }
      if (playing && !playing.node && playing.until <= now) over(playing);
      if (speaking()) setTimeout(look, 20); else watching = false;
    };
    look();
  };

  // How many sentences of the turn were heard, the present one in part.
  const position = () => {
    const part = playing ? Math.min(1, Math.max(0, (context.currentTime - playing.from) / (playing.until - playing.from))) : 0;
    return {turn, played: played + part};
  };
  const silence = () => {
    const sounding = [playing, ...scheduled];
    queue = []; scheduled = []; playing = null; end = 0; held = false;
    if (gain) {
      gain.gain.cancelScheduledValues(context.currentTime);
      gain.disconnect();
      for (const each of sounding) if (each?.node) { each.node.onended = null; try { each.node.stop(); } catch { /* it had not begun */ } }
      gain = context.createGain();
      gain.connect(context.destination);
      if (context.state === "suspended") context.resume();
    }
    mark(0);
    show();
  };

  // Stops the voice at once. Gives how far it came, for the server, as JSON.
  const hush = () => {
    const was = position();
    hushed = turn;
    silence();
    tell("quiet");
    return JSON.stringify(was);
  };

  // Somebody may be cutting in: silence within a few milliseconds, and on from the same place if it was nothing.
  const hold = () => {
    if (!speaking() || held) return;
    held = true;
    gain.gain.setTargetAtTime(0, context.currentTime, FADE_S / 3);
    setTimeout(() => { if (held) context.suspend(); }, FADE_S * 1000);
  };
  const goOn = () => {
    if (!held) return;
    held = false;
    context.resume().then(() => { gain.gain.cancelScheduledValues(0); gain.gain.setValueAtTime(1, context.currentTime); });
  };

  const receive = text => {
    if (!text) return;
    const told = JSON.parse(text);
    if (told.turn < turn) return;
    if (told.turn > turn) { silence(); turn = told.turn; taken = 0; played = 0; }
    const was = busy;
    busy = told.busy;
    show();
    for (const sentence of told.sentences.slice(taken)) {
      taken += 1;
      if (!aloud || hushed === turn) continue;
      queue.push({rank: sentence.rank, words: sentence.words, sound: load(sentence.source)});
    }
    if (hushed !== turn && busy && !speaking() && !queue.length) tell("thinking");
    if (was && !busy && !speaking() && !queue.length) tell("quiet");
    schedule();
  };

  // The shopper does something else: the server stops making the voice, and thinking.
  const interrupt = () => { if (body.classList.contains("busy") || speaking()) document.querySelector("#stop")?.click(); };
  document.addEventListener("keydown", event => {
    const typed = event.target.closest?.("#box textarea") && event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (event.isTrusted && (event.key === "Escape" || typed)) interrupt();
  });
  document.addEventListener("click", event => {  // not at pointerdown: the caption goes, and what is being tapped would move away from under the finger
    if (event.isTrusted && event.target.closest?.("[data-say], #chat .options button, #caption")) interrupt();
  }, {capture: true});

  return {
    receive, hush, hold, goOn, interrupt, speaking,
    aloud: yes => { aloud = yes; if (!yes) { silence(); tell(busy ? "thinking" : "quiet"); } document.dispatchEvent(new CustomEvent("vitrine-aloud", {detail: yes})); },
  };
})();
