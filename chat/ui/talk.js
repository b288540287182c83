// One tap on the microphone speaks, one tap on the square sends. Gradio's recorder asks for five: open, start, stop, attach, submit.
(() => {
  const LOOK_MS = 60;
  const SHORT_MS = 800;       // a recording of less than a second shows 0:00 however long one waits
  const GIVE_UP_MS = 90_000;  // a recording may last a minute
  let step = null;
  let since = 0;
  let recorded = 0;

  const find = name => document.querySelector(`#box ${name}`);
  const steps = {
    open: () => { const start = find(".record-button"); if (start) { start.click(); return "record"; } return "open"; },
    record: () => {
      const attach = find(".confirm-button");
      if (attach) recorded ||= performance.now();
      const loaded = (find(".timestamp")?.textContent.trim() || "0:00") !== "0:00" || performance.now() - recorded > SHORT_MS;
      if (attach && loaded) { attach.click(); return "attach"; }  // its little player closed earlier is an error on the console
      return find(".recording-overlay") ? "record" : null;  // closed without a recording
    },
    attach: () => {
      const submit = find(".submit-button");
      if (find(".recording-overlay") || !find(".thumbnail-item") || !submit || submit.disabled) return "attach";
      submit.click();
      return null;
    },
  };

  const look = () => {
    if (step === null) return;
    step = performance.now() - since > GIVE_UP_MS ? null : steps[step]();
    document.documentElement.classList.toggle("listening", step !== null);
    if (step !== null) setTimeout(look, LOOK_MS);
  };

  document.addEventListener("click", event => {
    if (!event.isTrusted || !event.target.closest("#box .microphone-button") || step !== null) return;
    window.vitrine.interrupt();  // the microphone should not hear the shop's own voice
    step = "open";
    recorded = 0;
    since = performance.now();
    setTimeout(look, LOOK_MS);
  });
})();
