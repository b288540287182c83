// Runs in the browser's audio thread: one channel, 16 bit, in messages of 32 ms.
registerProcessor("microphone", class extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.round(sampleRate * 0.032);
    this.kept = new Int16Array(this.size);
    this.filled = 0;
  }

  process([channels]) {
    const first = channels[0];
    if (!first) return true;  // nothing is connected yet
    for (let at = 0; at < first.length; at += 1) {
      let sum = 0;
      for (const channel of channels) sum += channel[at];
      this.kept[this.filled] = Math.max(-1, Math.min(1, sum / channels.length)) * 32767;
      this.filled += 1;
      if (this.filled === this.size) {
        this.port.postMessage(this.kept.buffer, [this.kept.buffer]);
        this.kept = new Int16Array(this.size);
        this.filled = 0;
      }
    }
    return true;
  }
});
