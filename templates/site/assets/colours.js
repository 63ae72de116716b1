// The colours of a page, before it is shown, and the button that chooses them: a click leads from
// those of the system to light, to dark. __md_get and __md_set are the theme's.
{
  const CHOICES = ["Colours follow the system; switch to light", "Light colours; switch to dark", "Dark colours; switch to the system's"];
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = document.querySelector(".scheme-switch");
  const choice = () => __md_get("scheme") || 0;
  const show = () => {
    const dark = choice() ? choice() === 2 : system.matches;
    document.body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    button.title = button.ariaLabel = CHOICES[choice()];
    [...button.children].forEach((icon, place) => (icon.style.display = place === choice() ? "" : "none"));
  };
  button.hidden = false;
  button.addEventListener("click", () => show(__md_set("scheme", (choice() + 1) % 3)));
  system.addEventListener("change", show);
  show();
}
