// The paragraph behind a ¶ link, beside it while it has the pointer or the focus. Nothing is
// fetched before that; without a script, and on touch, the link simply leads there.
(() => {
  const LINK = 'a[href*="source/#p"]';
  const pages = {};
  let card, owner, timer;

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
    const [address, anchor] = new URL(link.getAttribute("href"), location).href.split("#");
    let part = (await page(address))?.getElementById(anchor);
    if (owner !== link || !part) return;
    card = document.createElement("div");
    card.id = card.className = "source-preview";
    card.role = "tooltip";
    const title = document.createElement("b");
    title.append(link.getAttribute("aria-label") || link.textContent);
    card.append(title);
    while ((part = part.nextElementSibling) && !part.matches("h2, .used-on")) {
      card.append(document.importNode(part, true));
    }
    card.querySelectorAll("a").forEach((each) => each.replaceWith(...each.childNodes));
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
})();
