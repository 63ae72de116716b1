// Arrow keys lead through a picture, which then is one stop of the Tab key. Without a script each
// of its links is one.
for (const picture of document.querySelectorAll(".article-map, .chart svg")) {
  const links = [...picture.querySelectorAll("a")];
  const row = picture.matches(".chart *") ? 1 : 12;
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, Home: -1e4, End: 1e4 };
  const enter = (link) => links.forEach((each) => (each.tabIndex = each === link ? 0 : -1));
  enter(links[0]);
  picture.addEventListener("focusin", ({ target }) => enter(target));
  picture.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = links.indexOf(event.target) + step;
    links[Math.max(0, Math.min(links.length - 1, next))].focus();
  });
}
