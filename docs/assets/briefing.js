// One file, since a page is shown only when each of its scripts has come. Nothing is changed on a
// page before a reader asks for it: a phone would have to lay it out twice.

// A link ¶4.1 leads to its sentence, without a script to its paragraph. The paragraph is shown beside
// the link, its sentence marked, while the link has the pointer or the focus; nothing is fetched
// before that. On touch the link simply leads there.
(() => {
  const LINK = 'a[href*="source/#p"]';
  const SENTENCE = /^¶(\d+\.\d+)$/;
  const pages = {};
  let card, owner, timer;

  const aim = (link) => {
    const [, sentence] = SENTENCE.exec(link.textContent) || [];
    if (sentence) link.setAttribute("href", `${link.getAttribute("href").split("#")[0]}#p${sentence}`);
  };

  const page = (address) =>
    (pages[address] ??= fetch(address)
      .then((answer) => answer.text())
      .then((text) => new DOMParser().parseFromString(text, "text/html"))
      .catch(() => {}));

  const later = (act) => {
    clearTimeout(timer);
    timer = setTimeout(act, 200);
  };

  const hide = () => {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    card?.remove();
    card = owner = null;
  };

  const show = async (link) => {
    if (link === owner) return;
    hide();
    owner = link;
    aim(link);
    const [address, anchor] = new URL(link.getAttribute("href"), location).href.split("#");
    const source = await page(address);
    let part = source?.getElementById(anchor.split(".")[0]);
    if (owner !== link || !part) return;
    const sentence = part.id === anchor ? "" : anchor;
    card = document.createElement("div");
    card.id = card.className = "source-preview";
    card.role = "tooltip";
    const title = document.createElement("b");
    title.append(link.getAttribute("aria-label") || link.textContent);
    card.append(title);
    while ((part = part.nextElementSibling) && !part.matches("h2, .used-on")) {
      card.append(document.importNode(part, true));
    }
    const list = part?.matches(".used-on") && part.nextElementSibling;
    if (list && list.matches("ul")) {
      const noted = document.createElement("p");
      noted.className = "noted";
      noted.textContent = `✎ ${list.children.length === 1 ? "1 note" : `${list.children.length} notes`}`;
      card.append(noted);
    }
    card.querySelectorAll("a").forEach((each) => each.replaceWith(...each.childNodes));
    card.querySelectorAll("[id]").forEach((each) => {
      each.classList.toggle("named", each.id === sentence);
      each.removeAttribute("id");
    });
    document.querySelector("main").append(card);
    place(link.getBoundingClientRect());
    link.setAttribute("aria-describedby", card.id);
  };

  const place = (box) => {
    const { offsetWidth: width, offsetHeight: height } = card;
    const left = Math.min(box.left, document.body.clientWidth - width - 8);
    const above = box.bottom + height > innerHeight && box.top > height;
    card.style.left = `${Math.max(8, left) + scrollX}px`;
    card.style.top = `${(above ? box.top - height - 4 : box.bottom + 4) + scrollY}px`;
  };

  addEventListener("pointerover", ({ target, pointerType }) => {
    const link = pointerType !== "touch" && target.closest(LINK);
    if (link) later(() => show(link));
    else if (card?.contains(target)) clearTimeout(timer);
    else later(hide);
  });
  addEventListener("focusin", ({ target }) =>
    target.matches(`${LINK}:focus-visible`) ? show(target) : hide(),
  );
  addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  for (const begin of ["pointerdown", "click"]) {
    addEventListener(begin, ({ target }) => target.closest(LINK) && aim(target.closest(LINK)), true);
  }
})();

// Arrow keys lead through a picture, which is one stop of the Tab key once the focus is in it.
// Without a script each of its links is one.
for (const picture of document.querySelectorAll(".article-map, .chart svg")) {
  const row = picture.matches(".chart *") ? 1 : 12;
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row, Home: -1e4, End: 1e4 };
  const links = () => [...picture.querySelectorAll("a")];
  picture.addEventListener("focusin", ({ target }) =>
    links().forEach((each) => (each.tabIndex = each === target ? 0 : -1)),
  );
  picture.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = links().indexOf(event.target) + step;
    links()[Math.max(0, Math.min(links().length - 1, next))].focus();
  });
}

// On paper a link to elsewhere has a number, and the page ends with the addresses. Without a script
// each address stands behind its link.
matchMedia("print").addEventListener(
  "change",
  () => {
    const addresses = [];
    const elsewhere = '.md-content a[href^="http"]:not(.md-content__button, .page-end a)';
    for (const link of document.querySelectorAll(elsewhere)) {
      const address = link.getAttribute("href");
      if (!addresses.includes(address)) addresses.push(address);
      link.dataset.number = addresses.indexOf(address) + 1;
    }
    const list = document.createElement("ol");
    list.className = "addresses";
    list.ariaLabel = "Addresses of the links";
    for (const address of addresses) {
      list.append(Object.assign(document.createElement("li"), { textContent: address }));
    }
    if (addresses.length) document.querySelector(".md-content__inner").append(list);
  },
  { once: true },
);

// The theme searches when a key goes up; what is pasted or dictated has no keys.
document.addEventListener("input", ({ target }) => {
  if (target.matches('[data-md-component="search-query"]'))
    target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
});
