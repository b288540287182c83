// A photo from the camera: seen live in a sheet, taken as a still, put into the box like any other file. Nothing leaves the browser before it is sent.
(() => {
  const LONGEST = 1600;  // pixels: the shop makes larger ones smaller
  const find = selector => document.querySelector(selector);
  const make = (name, given) => Object.assign(document.createElement(name), given);
  const why = error => ({NotAllowedError: "camera_denied", SecurityError: "camera_denied", NotFoundError: "camera_absent", NotReadableError: "camera_taken"})[error?.name] || "camera_broken";

  const still = video => new Promise(done => {
    const shrink = Math.min(1, LONGEST / Math.max(video.videoWidth, video.videoHeight));
    const canvas = make("canvas", {width: Math.round(video.videoWidth * shrink), height: Math.round(video.videoHeight * shrink)});
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(done, "image/jpeg", 0.92);
  });

  const give = photo => {
    const files = new DataTransfer();
    files.items.add(new File([photo], "photo.jpg", {type: "image/jpeg"}));
    const input = find("#box input[type=file]");
    input.files = files.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
    find("#box textarea")?.focus();
  };

  const open = async () => {
    const words = window.vitrineDesk.words();
    const body = make("div", {className: "sheet-scroll camera-view"});
    const video = make("video", {muted: true, playsInline: true});
    const told = make("p", {textContent: words.camera_asking});
    told.setAttribute("role", "status");
    const take = make("button", {type: "button", className: "solid", textContent: words.camera_take, disabled: true});
    body.append(make("h2", {id: "sheet-title", textContent: words.camera}), video, told, take);
    const sheet = window.vitrineDesk.fill("camera", body);
    let stream = null, shut = false;
    sheet.addEventListener("close", () => { shut = true; stream?.getTracks().forEach(each => each.stop()); }, {once: true});
    try {
      if (!navigator.mediaDevices) throw new DOMException("no secure page", "SecurityError");
      stream = await navigator.mediaDevices.getUserMedia({video: {facingMode: "environment", width: {ideal: LONGEST}}});
      if (shut) { stream.getTracks().forEach(each => each.stop()); return; }
      video.srcObject = stream;
      await video.play();
      told.hidden = true;
      take.disabled = false;
      take.focus();
    } catch (error) {
      video.hidden = true;
      told.textContent = words[why(error)];
    }
    take.addEventListener("click", async () => {
      const photo = await still(video);
      window.vitrineDesk.close();
      if (photo) give(photo);
    });
  };

  document.addEventListener("click", event => { if (event.target.closest?.("[data-camera]")) open(); });
})();
