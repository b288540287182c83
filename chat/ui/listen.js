// Hands-free talking: the microphone streams to the server, which tells when somebody speaks, what was understood so far, and when a turn is over.
// One line shows what is going on, with an icon and in words: listening, heard, thinking, speaking, stopped, failed. Its words stand in its data attributes.
(() => {
  const BEHIND_S = 5;       // of sound that may wait for the network
  const EARLY_S = 4;        // of sound that may wait for the connection to stand; the server takes five more than time has passed
  const SETTLED_MS = 1200;  // how long "stopped" is shown
  const again = {};         // the parts of an open microphone: {stream, context, node, socket}
  let on = false;
  let state = "off";
  let calm = 0;

  const find = name => document.querySelector(`#voice ${name}`);
  const words = name => find(".state")?.dataset[name] || "";
  const show = (next, text = null) => {
    clearTimeout(calm);
    state = next;
    document.documentElement.dataset.voice = next;
    const line = find(".state");
    if (!line) return;
    line.hidden = next === "off";
    line.className = `state ${next}`;
    line.querySelector("b").textContent = words(next);
    if (text !== null) caption(text);
  };
  const caption = text => {
    const line = document.querySelector("#caption");
    if (line) { line.textContent = text; line.hidden = !text; }
  };
  const rest = () => show(on ? "listening" : "off", "");
  const send = message => { if (again.socket?.readyState === WebSocket.OPEN) again.socket.send(JSON.stringify(message)); };
  const trigger = (name, detail) => find(".voice-bar")?.dispatchEvent(new CustomEvent(`vitrine-${name}`, {detail, bubbles: true}));

  const close = () => {
    on = false;
    const {stream, context, node, socket} = again;
    for (const name of Object.keys(again)) delete again[name];
    if (node) node.port.onmessage = null;
    stream?.getTracks().forEach(track => { track.onended = null; track.stop(); });
    if (context && context.state !== "closed") context.close();
    if (socket) { socket.onclose = socket.onmessage = null; socket.close(); }
    find(".hands-free")?.setAttribute("aria-pressed", "false");
  };
  const fail = why => { close(); show("failed", why); };
  const why = error => ({NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "absent", OverconstrainedError: "absent", NotReadableError: "taken"})[error.name];

  const told = message => {
    const {event, text, token, session, why} = JSON.parse(message.data);
    if (event === "ready") { again.session = session; trigger("opened", {session}); rest(); }
    if (event === "hold") window.vitrine.hold();
    if (event === "go_on") window.vitrine.goOn();
    if (event === "interrupted") { again.socket.send(window.vitrine.hush()); show("stopped", ""); calm = setTimeout(() => { if (state === "stopped") show("heard"); }, SETTLED_MS / 3); }
    if (event === "heard") show("heard", "");
    if (event === "partial") show("heard", text);
    if (event === "turn") { show("thinking", text); trigger("turn", {session: again.session, token}); }
    if (event === "nothing") rest();
    if (event === "enough") { show("stopped", ""); calm = setTimeout(rest, SETTLED_MS); }
    if (event === "failed") { show("failed", text); }
    if (event === "closed") fail(why);
  };

  const connect = (name, rate) => {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/listen`);
    again.greeted = false;
    socket.onopen = () => {
      socket.send(JSON.stringify({session: name, rate, aloud: document.querySelector("#aloud input")?.checked ?? true}));
      again.greeted = true;
    };
    socket.onmessage = told;
    socket.onclose = () => fail(words("lost"));
    again.socket = socket;
    if (window.vitrine.speaking()) socket.addEventListener("open", () => send({playing: true}));
  };

  const open = async () => {
    on = true;
    find(".hands-free").setAttribute("aria-pressed", "true");
    window.vitrine.interrupt();
    show("opening", words("asking"));
    try {
      if (!navigator.mediaDevices) throw new DOMException("no secure page", "SecurityError");
      const audio = {echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1};
      const stream = await navigator.mediaDevices.getUserMedia({audio});
      if (!on) { stream.getTracks().forEach(track => track.stop()); return; }
      again.stream = stream;
      for (const track of stream.getTracks()) track.onended = () => fail(words("unplugged"));
      let source;
      try {  // the browser brings the sound to the rate that is heard; one that cannot sends what the microphone gives
        again.context = new AudioContext({sampleRate: 16000});
        source = again.context.createMediaStreamSource(stream);
      } catch {
        again.context?.close();
        again.context = new AudioContext();
        source = again.context.createMediaStreamSource(stream);
      }
      await again.context.audioWorklet.addModule("/ui/microphone.js");
      if (!on) return;
      again.node = new AudioWorkletNode(again.context, "microphone", {numberOfOutputs: 0});
      const rate = again.context.sampleRate;
      again.waiting = [];  // what is said before the connection stands
      again.node.port.onmessage = ({data}) => {
        const {socket, waiting} = again;
        if (!again.greeted) { if (waiting.length * data.byteLength < EARLY_S * rate * 2) waiting.push(data); return; }
        if (socket.readyState !== WebSocket.OPEN) return;
        if (socket.bufferedAmount > BEHIND_S * rate * 2) { fail(words("slow")); return; }
        for (const each of waiting.splice(0)) socket.send(each);
        socket.send(data);
      };
      source.connect(again.node);
      connect(sessionStorage.getItem("vitrine-session") || "", rate);
    } catch (error) {
      fail(words(why(error) || "broken"));
    }
  };

  document.addEventListener("click", event => {
    if (event.target.closest?.("#voice .hands-free")) {
      if (on) { close(); show("off", ""); } else open();
    }
    if (on && event.isTrusted && event.target.closest?.("#box .microphone-button")) { close(); show("off", ""); }  // one microphone at a time
    if (on && event.target.closest?.("#again")) {  // the next conversation has another name
      const {socket, context} = again;
      socket.onclose = socket.onmessage = null;
      socket.close();
      setTimeout(() => { if (on) connect("", context.sampleRate); }, 400);
    }
  });
  document.addEventListener("vitrine-voice", ({detail}) => {
    send({playing: detail.state === "speaking"});
    if (state === "failed" && detail.state === "quiet") return;  // the reason stays to be read
    if (detail.state === "speaking") show("speaking", detail.words);
    else if (detail.state === "thinking") show("thinking");
    else if (["speaking", "thinking"].includes(state)) rest();
  });
  document.addEventListener("vitrine-aloud", ({detail}) => send({aloud: detail}));
})();
